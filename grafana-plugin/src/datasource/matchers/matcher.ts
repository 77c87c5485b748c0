import { QueryError } from '../../service/query-error.ts';

/** How a label is compared, as in PromQL; a pattern must match the whole value. */
export const OPERATORS = ['=', '!=', '=~', '!~'] as const;
export type Operator = (typeof OPERATORS)[number];

/** A condition on one label. A label that a signal lacks counts as empty. */
export interface Matcher {
  label: string;
  operator: Operator;
  value: string;
}

/** True of labels that all matchers hold for. Throws QueryError for what is no pattern. */
export function labelTest(
  matchers: readonly Matcher[],
): (labels: Readonly<Record<string, string>>) => boolean {
  const tests = matchers.map((matcher) => {
    const holds = valueTest(matcher);
    return (labels: Readonly<Record<string, string>>) => holds(labels[matcher.label] ?? '');
  });
  return (labels) => tests.every((test) => test(labels));
}

function valueTest(matcher: Matcher): (value: string) => boolean {
  const { operator, value: wanted } = matcher;
  if (operator === '=') return (value) => value === wanted;
  if (operator === '!=') return (value) => value !== wanted;
  const pattern = wholePattern(matcher);
  return operator === '=~' ? (value) => pattern.test(value) : (value) => !pattern.test(value);
}

function wholePattern(matcher: Matcher): RegExp {
  try {
    return new RegExp(`^(?:${matcher.value})$`, 's');
  } catch (error) {
    throw new QueryError(
      `the pattern ${matcher.value} of the label ${matcher.label} is not a regular expression`,
      'Mend it in the query, or compare with = instead.',
      { cause: error },
    );
  }
}

/** What the service takes in one request. */
const MOST_PAIRS = 32;

/**
 * The matchers that the service can apply itself, as its `key=value` pairs, and whether these are all of them: else
 * its answer must be looked through with `labelTest`.
 */
export function pushedDown(matchers: readonly Matcher[]): { pairs: string[]; complete: boolean } {
  const pairs = new Map<string, string>();
  for (const { label, operator, value } of matchers) {
    const fits = operator === '=' && label !== '' && !label.includes('=') && value !== '';
    if (fits && !pairs.has(label) && pairs.size < MOST_PAIRS) pairs.set(label, `${label}=${value}`);
  }
  return { pairs: [...pairs.values()], complete: pairs.size === matchers.length };
}

/** `service="checkout"`, as a person reads it. */
export function matcherText({ label, operator, value }: Matcher): string {
  return `${label}${operator}"${value}"`;
}
