import { z } from 'zod';
import { Duration, durationSeconds } from '@lapwing/contract';

/** A secret may stand in a file of its own (`file:/run/secrets/password`): the loader has read it by now. */
export const Secret = z.string().min(1, 'must not be empty');

/** A whole number, also as text: environment variables have no other form. */
export function whole(least: number, most: number): z.ZodType<number, number | string> {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .union(
      [
        z.number(),
        z
          .string()
          .regex(/^\d{1,15}$/, message)
          .transform(Number),
      ],
      { error: message },
    )
    .refine((value) => Number.isInteger(value) && value >= least && value <= most, message);
}

/** Yes or no, also as text. */
export const Flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')], {
  error: 'must be true or false',
});

/** A duration between two others. */
export function span(least: Duration, most: Duration): typeof Duration {
  return Duration.refine((value) => {
    const seconds = durationSeconds(value);
    return seconds >= durationSeconds(least) && seconds <= durationSeconds(most);
  }, `must lie between ${least} and ${most}`);
}
