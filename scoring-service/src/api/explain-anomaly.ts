import { durationSeconds, type Anomaly, type Detector, type Explanation } from '@lapwing/contract';
import { explainChange } from '@lapwing/engine';
import { LapwingError } from '../errors.ts';
import { TooMuchError } from '../sources/shared/failure.ts';
import type { ChangeQuestion, ChangeSlices, Source, TimeRange } from '../sources/source.ts';

/** Fewer intervals say little about what is ordinary. */
const FEWEST_INTERVALS = 10;
/** A change is explained by its first hours: what came later is no longer what began it. */
const LONGEST_MS = 6 * 3_600_000;
/** What is too much for the server at once is asked of half as long stretches, so often at most. */
const HALVINGS_MOST = 4;
/** A person waits for it. */
const TIMEOUT_MS = 20_000;

/** Asks the anomaly's source which values make up its change. Throws LapwingError; `now` is epoch ms. */
export async function explainAnomaly(
  anomaly: Anomaly,
  detector: Detector,
  source: Source | undefined,
  now: number,
): Promise<Explanation> {
  const intervalMs = durationSeconds(detector.interval) * 1000;
  const question = questionOf(anomaly, intervalMs, now);
  const explain = source?.explain?.bind(source);
  if (explain === undefined) {
    const why = `the source ${detector.source} holds single readings, which have no parts`;
    return {
      ...baseOf(anomaly, question),
      total: { before: anomaly.expected, during: anomaly.actual },
      dimensions: [],
      notes: [why],
    };
  }
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const { asked, slices } = await shrinking(question, intervalMs, (asked) =>
      explain(detector, asked, timeout),
    );
    const { total, dimensions, notes } = slices;
    const halved = asked === question ? [] : ['the server did not bear more than these stretches at once'];
    const base = baseOf(anomaly, asked);
    const explained = explainChange(total, dimensions);
    return { ...base, total: finite(total), dimensions: explained, notes: [...halved, ...notes] };
  } catch (cause) {
    if (cause instanceof TooMuchError) throw cause.failure.error;
    if (cause instanceof LapwingError || !timeout.aborted) throw cause;
    throw tooSlow(detector.source, cause);
  }
}

/** Asks, of shorter and shorter stretches where the server says that it is too much. Throws TooMuchError at the end. */
async function shrinking(
  question: ChangeQuestion,
  intervalMs: number,
  ask: (asked: ChangeQuestion) => Promise<ChangeSlices>,
): Promise<{ asked: ChangeQuestion; slices: ChangeSlices }> {
  for (let asked = question, left = HALVINGS_MOST; ; left--) {
    try {
      return { asked, slices: await ask(asked) };
    } catch (error) {
      const { before, during } = asked;
      if (!(error instanceof TooMuchError) || left === 0 || during.to - during.from <= intervalMs)
        throw error;
      asked = {
        ...asked,
        before: { from: before.to - halfOf(before, intervalMs), to: before.to },
        during: { from: during.from, to: during.from + halfOf(during, intervalMs) },
      };
    }
  }
}

function halfOf({ from, to }: TimeRange, intervalMs: number): number {
  return Math.ceil((to - from) / 2 / intervalMs) * intervalMs;
}

function baseOf(
  { id }: Anomaly,
  { before, during }: ChangeQuestion,
): Pick<Explanation, 'anomaly_id' | 'before' | 'during'> {
  return { anomaly_id: id, before: spell(before), during: spell(during) };
}

function questionOf(anomaly: Anomaly, intervalMs: number, now: number): ChangeQuestion {
  const start = Date.parse(anomaly.start);
  const end = anomaly.end === null ? now : Date.parse(anomaly.end);
  const lasted = Math.min(LONGEST_MS, Math.max(intervalMs, end - start));
  const length = Math.ceil(lasted / intervalMs) * intervalMs;
  const past = Math.max(length, FEWEST_INTERVALS * intervalMs);
  const rose = anomaly.actual >= anomaly.expected;
  return {
    labels: anomaly.labels,
    before: { from: start - past, to: start },
    during: { from: start, to: start + length },
    rose,
    beyond: rose ? anomaly.upper : anomaly.lower,
  };
}

function spell({ from, to }: TimeRange): { from: string; to: string } {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** Nothing was there to be measured: zero, for JSON knows no NaN. */
function finite({ before, during }: { before: number; during: number }): { before: number; during: number } {
  return { before: Number.isFinite(before) ? before : 0, during: Number.isFinite(during) ? during : 0 };
}

function tooSlow(source: string, cause: unknown): LapwingError {
  return new LapwingError(
    'SOURCE_UNREACHABLE',
    {
      message: `the source ${source} did not answer within ${TIMEOUT_MS / 1000} s`,
      where: `source ${source}`,
      hint: 'Try again when the server is less busy.',
    },
    { cause },
  );
}
