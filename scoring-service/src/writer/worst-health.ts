import type { PartHealth } from '../sources/source.ts';

const WORSE: readonly PartHealth['status'][] = ['ok', 'starting', 'degraded', 'down'];

/** The worst status of the parts, with the reasons of all that are not well. */
export function worstHealth(...parts: PartHealth[]): PartHealth {
  const worst = Math.max(...parts.map(({ status }) => WORSE.indexOf(status)));
  const reasons = parts.map(({ reason }) => reason).filter((reason) => reason !== '');
  return { status: WORSE[worst], reason: reasons.join('; ') };
}
