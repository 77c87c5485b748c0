import { durationSeconds, type Anomaly, type Detector, type Explanation } from '@lapwing/contract';
import { explainChange } from '@lapwing/engine';
import { LapwingError } from '../errors.ts';
import type { ChangeQuestion, Source, TimeRange } from '../sources/source.ts';

/** Fewer intervals say little about what is ordinary. */
const FEWEST_INTERVALS = 10;
/** A change is explained by its first hours: what came later is no longer what began it. */
const LONGEST_MS = 6 * 3_600_000;
/** A person waits for it. */
const TIMEOUT_MS = 20_000;

/** Asks the anomaly's source which values make up its change. Throws LapwingError; `now` is epoch ms. */
export async function explainAnomaly(
  anomaly: Anomaly,
  detector: Detector,
  source: Source | undefined,
  now: number,
): Promise<Explanation> {
  const question = questionOf(anomaly, durationSeconds(detector.interval) * 1000, now);
  const base = {
    anomaly_id: anomaly.id,
    before: spell(question.before),
    during: spell(question.during),
  };
  if (source?.explain === undefined) {
    const why = `the source ${detector.source} holds single readings, which have no parts`;
    return {
      ...base,
      total: { before: anomaly.expected, during: anomaly.actual },
      dimensions: [],
      notes: [why],
    };
  }
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const { total, dimensions, notes } = await source.explain(detector, question, timeout);
    return { ...base, total: finite(total), dimensions: explainChange(total, dimensions), notes };
  } catch (cause) {
    if (cause instanceof LapwingError || !timeout.aborted) throw cause;
    throw tooSlow(detector.source, cause);
  }
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
