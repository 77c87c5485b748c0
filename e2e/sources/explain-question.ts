import { explainChange } from '@lapwing/engine';
import type { Detector, Labels } from '@lapwing/contract';
import type { ChangeQuestion, Source } from '../../scoring-service/src/sources/source.ts';
import { MINUTE } from './logs.ts';

export const START = Date.UTC(2026, 10, 20, 10);
export const MINUTES = 60;
/** From here on, one place behaves otherwise. */
export const CHANGE = 40;

/** What changed at minute 40, against the twenty minutes before it. */
export function question(labels: Labels, rose = true, beyond = 0): ChangeQuestion {
  const change = START + CHANGE * MINUTE;
  return {
    labels,
    before: { from: change - 20 * MINUTE, to: change },
    during: { from: change, to: change + 10 * MINUTE },
    rose,
    beyond,
  };
}

/** The labels that make up the change, the best first, each with its values; and what was said beside it. */
export async function explained(
  source: Source,
  of: Detector,
  asked: ChangeQuestion,
): Promise<{ found: [string, ...string[]][]; notes: string }> {
  const slices = await source.explain?.(of, asked, new AbortController().signal);
  const found = explainChange(slices?.total ?? { before: 0, during: 0 }, slices?.dimensions ?? []);
  const named = found.map(({ label, values }): [string, ...string[]] => [
    label,
    ...values.map(({ value }) => value),
  ]);
  return { found: named, notes: slices?.notes.join('; ') ?? '' };
}
