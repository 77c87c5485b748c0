import { durationSeconds, type BehaviourQuery, type Detector, type DetectorCheck } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import type { BehaviourCell, BehaviourStore } from '../../stores/behaviour-store.ts';
import type { KeptEventStore } from '../../stores/kept-events.ts';
import { SeriesBuilder } from '../shared/series-builder.ts';
import { signalLabels } from '../shared/signal-labels.ts';
import type { PulledChunk, SeriesChunk, Source } from '../source.ts';
import { BehaviourStream } from './behaviour-stream.ts';
import { BEHAVIOUR, BEHAVIOUR_SOURCE } from './words.ts';

/** What is looked at between two stores of what was learnt: a second of work. */
const INTERVALS_A_CHUNK = 16;
const CHECK_SPAN_MS = 3_600_000;
const SAMPLE = 20;

export interface BehaviourSourceDeps {
  store: BehaviourStore;
  events: KeptEventStore;
  /** Up to where spans and lines have come, epoch ms. */
  until: () => number | undefined;
}

/**
 * How services behave, compared with how they used to: one reading an interval for each service, in decibans, from the spans and
 * lines that other detectors and programs brought.
 */
export function createBehaviourSource({ store, events, until }: BehaviourSourceDeps): Source {
  const streams = new Map<string, BehaviourStream>();
  let turn: Promise<unknown> = Promise.resolve();

  /** One after the other: two detectors must not look at the same. */
  async function inTurn(work: () => Promise<void>): Promise<void> {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    await mine;
  }

  const streamOf = (step: number): BehaviourStream => {
    const key = keyOf(step);
    const stream = streams.get(key) ?? new BehaviourStream(key, step, { store, events });
    streams.set(key, stream);
    return stream;
  };

  return {
    name: BEHAVIOUR_SOURCE,
    async *pull(detector, range, signal): AsyncGenerator<PulledChunk> {
      const query = queryOf(detector);
      const step = stepOf(detector);
      for (let { from } = range; from < range.to;) {
        const part = { from, to: Math.min(range.to, from + INTERVALS_A_CHUNK * step) };
        await inTurn(() => streamOf(step).fill(part, signal));
        const series = seriesOf(detector, query, store.cells(keyOf(step), part));
        yield { range: part, series, absent: 'gap', warnings: [] };
        from = part.to;
      }
    },
    async extent(detector) {
      const step = stepOf(detector);
      const kept = events.extent();
      const reached = until();
      if (kept === undefined || reached === undefined) return undefined;
      const last = (Math.floor(reached / step) - 1) * step;
      const first = Math.floor(kept.first / step) * step;
      return last < first ? undefined : { first, last };
    },
    async check(detector): Promise<DetectorCheck> {
      const query = queryOf(detector);
      const kept = events.extent();
      const none = 'No spans or log lines have been kept yet: behaviour is compared once they come.';
      if (kept === undefined) return { ok: true, signals: 0, sample: [], warnings: [none], errors: [] };
      const { spans, lines } = events.range({ from: kept.last - CHECK_SPAN_MS, to: Infinity });
      const services = new Set([...spans, ...lines].map(({ service }) => service));
      const chosen = [...services].filter((service) => wants(query, service)).sort();
      const sample = chosen.slice(0, SAMPLE).map((service) => ({
        labels: signalLabels(detector, { service, metric: BEHAVIOUR }),
        last_value: null,
      }));
      return { ok: true, signals: chosen.length, sample, warnings: [], errors: [] };
    },
    words(detector, { service }, time) {
      if (service === undefined) return undefined;
      const words = store.cell(keyOf(stepOf(detector)), time, service)?.words;
      return words === undefined || words === '' ? undefined : `${words}.`;
    },
    health: async () => ({ status: 'ok', reason: '' }),
    close: async () => streams.clear(),
  };
}

function queryOf(detector: Detector): BehaviourQuery {
  if (detector.query.type === 'behaviour') return detector.query;
  throw new LapwingError('BAD_REQUEST', {
    message: `the source "${BEHAVIOUR_SOURCE}" compares behaviour, and the query is of type "${detector.query.type}"`,
    where: `detector ${detector.id}: query.type`,
    hint: 'Set query.type to "behaviour", or name another source.',
  });
}

function stepOf({ interval }: Detector): number {
  return durationSeconds(interval) * 1000;
}

function keyOf(step: number): string {
  return String(step);
}

function wants({ services }: BehaviourQuery, service: string): boolean {
  return services.length === 0 || services.includes(service);
}

function seriesOf(detector: Detector, query: BehaviourQuery, cells: readonly BehaviourCell[]): SeriesChunk[] {
  const series = new SeriesBuilder();
  for (const { time, service, decibans } of cells) {
    if (!wants(query, service)) continue;
    series.add(service, () => signalLabels(detector, { service, metric: BEHAVIOUR }), time, decibans);
  }
  return series.build();
}
