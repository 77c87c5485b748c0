import type { Feature, Labels } from '@lapwing/contract';

const DIGITS = 4;

/** What a signal is called in a sentence: `errors of checkout (status=500)`. */
function titleOf(labels: Labels): string {
  const { metric, service, ...rest } = labels;
  const details = Object.entries(rest).map(([key, value]) => `${key}=${value}`);
  const name = service === undefined ? (metric ?? '') : `${metric ?? 'readings'} of ${service}`;
  if (name === '') return details.join(', ') || 'the signal';
  return details.length === 0 ? name : `${name} (${details.join(', ')})`;
}

const BECAUSE: Readonly<Record<Feature, (up: boolean) => string>> = {
  level: (up) => (up ? 'higher than it has been' : 'lower than it has been'),
  change: (up) => (up ? 'a sudden rise' : 'a sudden fall'),
  spread: () => 'it varies more than it used to',
  season: (up) => (up ? 'more than usual at this time' : 'less than usual at this time'),
  joint: () => 'out of step with the signals that it usually goes with',
};

/** One sentence that a person can read: what was read, what was expected, in which way it is strange. */
export function reasonOf(
  labels: Labels,
  feature: Feature,
  read: { actual: number; expected: number; lower: number; upper: number },
): string {
  const { actual, expected, lower, upper } = read;
  const band = Number.isFinite(expected)
    ? `, expected ${short(expected)} (${short(lower)} to ${short(upper)})`
    : '';
  return `${titleOf(labels)} is ${short(actual)}${band}: ${BECAUSE[feature](!(actual < expected))}.`;
}

function short(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(DIGITS))) : 'unknown';
}
