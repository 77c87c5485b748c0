import { entitySequence, signalSequence, type NetKind, type Sequence } from '@lapwing/engine';
import { madeUpEntity } from './entities.ts';
import { madeUpSignal } from './signals.ts';

/** Readings a series: enough for a daily season to be known at the longer intervals. */
const SIGNAL_READINGS = 3_000;
const ENTITY_STEPS = 3_000;

/** Made-up series as a net of `kind` reads them; the same for the same seed. */
export function madeUpSequences(kind: NetKind, count: number, seed: number): Sequence[] {
  return Array.from({ length: count }, (_, k) => {
    const own = seed * 1_000_003 + k;
    if (kind === 'lstm') {
      const signal = madeUpSignal(own, SIGNAL_READINGS);
      return signalSequence(signal.intervalSeconds, signal);
    }
    const { intervalSeconds, times, signals } = madeUpEntity(own, ENTITY_STEPS);
    return entitySequence(intervalSeconds, times, signals);
  });
}
