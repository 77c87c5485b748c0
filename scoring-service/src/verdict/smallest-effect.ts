import type { Suppression } from '@lapwing/contract';

/** Whether a reading is far enough from what was expected to matter. Where nothing is expected yet, it is. */
export function mattersEnough(
  effect: Suppression['smallest_effect'],
  actual: number,
  expected: number,
): boolean {
  if (effect === undefined || !Number.isFinite(expected)) return true;
  const strayed = Math.abs(actual - expected);
  const { absolute = 0, relative = 0 } = effect;
  return strayed >= absolute && strayed >= relative * Math.abs(expected);
}
