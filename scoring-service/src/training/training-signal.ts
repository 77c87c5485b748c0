import type { Labels, SignalKind } from '@lapwing/contract';
import { entitySequence, signalSequence, type NetKind, type Sequence } from '@lapwing/engine';
import { intervalSeconds } from '../score-file/interval.ts';

/** A signal's past, to learn from: rising times (epoch ms) beside values, NaN a missing one. */
export interface TrainingSignal {
  labels: Labels;
  kind: SignalKind;
  times: Float64Array;
  values: Float64Array;
}

/** Signals as a net of `kind` reads them; those of one service (label `by`) together where the net reads services. */
export function sequencesOf(kind: NetKind, signals: readonly TrainingSignal[], by: string): Sequence[] {
  if (kind === 'lstm') return signals.map((signal) => signalSequence(secondsOf(signal.times), signal));
  const entities = Map.groupBy(
    signals.filter(({ labels }) => labels[by] !== undefined),
    ({ labels }) => labels[by],
  );
  return [...entities.values()].map(sequenceOfEntity);
}

function secondsOf(times: Float64Array): number {
  return intervalSeconds([...times.subarray(0, 1_000)]);
}

/** All signals on the grid of the slowest of them. */
function sequenceOfEntity(signals: readonly TrainingSignal[]): Sequence {
  const seconds = Math.max(...signals.map(({ times }) => secondsOf(times)));
  const step = seconds * 1000;
  const cell = (time: number): number => Math.floor(time / step);
  const first = Math.min(...signals.map(({ times }) => cell(times[0] ?? Infinity)));
  const last = Math.max(...signals.map(({ times }) => cell(times.at(-1) ?? -Infinity)));
  const count = Math.max(0, last - first + 1);
  const times = Float64Array.from(
    { length: Number.isFinite(count) ? count : 0 },
    (_, i) => (first + i) * step,
  );
  const gridded = signals.map(({ kind, times: own, values: read }) => {
    const values = new Float64Array(times.length).fill(NaN);
    own.forEach((time, i) => (values[cell(time) - first] = read[i]));
    return { source: kind, values };
  });
  return entitySequence(seconds, times, gridded);
}
