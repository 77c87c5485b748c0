import type { Detector, DetectorCheck, Labels } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import type { SentLineStore } from '../../stores/sent-line-store.ts';
import type { TemplateStore } from '../../stores/template-store.ts';
import { passedCheck, refusedCheck } from '../shared/check-result.ts';
import type { LogLine, LogLines } from '../log-lines.ts';
import type { PulledChunk, Source, TimeRange } from '../source.ts';
import { LineStreams } from './line-streams.ts';
import { storedTemplateSeries, streamOf, templateChunks, type LineStream } from './template-chunks.ts';
import { throwawayTemplates } from './throwaway.ts';
import { templateWords } from './words-of.ts';

const CHECK_INTERVALS = 5;

export interface SentLinesDeps {
  store: TemplateStore;
  lines: SentLineStore;
  /** Whether a detector reads the lines of a source: where none does, they are not kept. */
  wanted: (source: string) => boolean;
  now: () => number;
}

/** Lines that programs send, kept until they are counted; and the source of their templates. */
export function createSentLines({ store, lines, wanted, now }: SentLinesDeps): {
  door: LogLines;
  source: Pick<Source, 'pull' | 'check' | 'extent' | 'words'>;
} {
  const streams = new LineStreams(store);
  let turn: Promise<unknown> = Promise.resolve();

  /** Counts what is not counted yet: one after the other, for the lines of a stream are counted in order. */
  async function fill(stream: LineStream, part: TimeRange): Promise<string[]> {
    const warnings = new Set<string>();
    const before = turn;
    const mine = before.then(async () => {
      const until = store.state(stream.key)?.until ?? -Infinity;
      for (const gap of store.missing(stream.key, part)) {
        // What came before is past: the parser can't go back in time.
        if (gap.from < until) continue;
        const read = readLines(lines, stream, gap);
        await streams.count(stream, gap, read);
        if (read.sampled) warnings.add(SAMPLED);
      }
    });
    turn = mine.catch(() => undefined);
    await mine;
    return [...warnings];
  }

  return {
    door: {
      take(source, sent, batch) {
        if (wanted(source)) lines.put(sent, batch, now());
      },
    },
    source: {
      pull(detector: Detector, range: TimeRange): AsyncIterable<PulledChunk> {
        const stream = streamOf(detector, 'gap');
        return templateChunks(store, stream, detector, range, (part) => fill(stream, part));
      },
      check: async (detector) => check(lines, detector),
      extent: async () => lines.extent(),
      words: (detector: Detector, labels: Labels, time: number) =>
        templateWords(store, streamOf(detector, 'gap').key, labels, time),
    },
  };
}

const SAMPLED =
  'templates are counted from a sample of the lines that were sent, scaled up: more came than are kept of a minute';

function readLines(lines: SentLineStore, { settings }: LineStream, range: TimeRange) {
  const tally = new Map<number, { stand: number; read: number }>();
  const read = {
    sampled: false,
    pages: pages(),
    times(intervalStart: number): number {
      const found = tally.get(intervalStart);
      return found === undefined ? 1 : found.stand / found.read;
    },
  };
  function* pages(): Generator<LogLine[]> {
    for (const page of lines.pages(range)) {
      for (const { line, times } of page) {
        const start = Math.floor(line.timestamp / settings.intervalMs) * settings.intervalMs;
        const at = tally.get(start) ?? { stand: 0, read: 0 };
        tally.set(start, { stand: at.stand + times, read: at.read + 1 });
        read.sampled ||= times > 1;
      }
      yield page.map(({ line }) => line);
    }
  }
  return read;
}

async function check(lines: SentLineStore, detector: Detector): Promise<DetectorCheck> {
  const stream = streamOf(detector, 'gap');
  const step = stream.settings.intervalMs;
  const extent = lines.extent();
  if (extent === undefined) {
    const none = 'No lines have been kept yet; the detector scores them once they come.';
    return passedCheck([], detector.max_signals, [none]);
  }
  const to = (Math.floor(extent.last / step) + 1) * step;
  const range = { from: to - CHECK_INTERVALS * step, to };
  try {
    const seen = throwawayTemplates();
    await new LineStreams(seen).count(stream, range, readLines(lines, stream, range));
    return passedCheck(storedTemplateSeries(seen, stream, detector, range), detector.max_signals, []);
  } catch (error) {
    if (error instanceof LapwingError && error.code === 'BAD_REQUEST') throw error;
    return refusedCheck(error);
  }
}
