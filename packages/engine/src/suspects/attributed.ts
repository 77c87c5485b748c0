import type { Evidence } from './evidence.ts';

/** Who names another in trouble that is this share as strong as its own errors says why they came. */
const AS_STRONG = 0.5;

/**
 * A service whose lines say that another one failed has its errors from there, also where no call of that one can be seen: a
 * breaker that is open keeps it from calling at all. Errors that began in such a service may be explained by whom it calls.
 */
export function attributed(evidence: readonly Evidence[]): Evidence[] {
  const blamed = new Map<string, number>();
  for (const { by, strength } of evidence)
    if (by !== undefined) blamed.set(by, Math.max(blamed.get(by) ?? 0, strength));
  return evidence.map((one) =>
    one.kind === 'trace' &&
    one.family === 'error' &&
    one.reach === 'own' &&
    (blamed.get(one.service) ?? 0) >= AS_STRONG * one.strength
      ? { ...one, reach: 'callee' }
      : one,
  );
}
