import { isOneValue } from './condition.ts';
import { type Variables, covers } from './covers.ts';
import { ANY_LENGTH } from './literals.ts';
import { parsePromQl } from './parse.ts';
import { type LabelMatch, type PromQl, aggregatesOf, nodesOf, selectorsOf } from './tree.ts';
import { hasVariable, parseable } from './variables.ts';

/** A detector's expression that was made of a panel's. */
export interface Widened {
  expr: string;
  /** Labels whose every value is watched, where the panel shows what a variable says. */
  labels: string[];
  /** Conditions with variables that stay as they are filled in now. */
  fixed: string[];
  /** What Grafana's own lengths became; undefined where there are none. */
  length: string | undefined;
}

interface Change {
  from: number;
  to: number;
  text: string;
}

/**
 * An expression that watches what a panel shows for every value of its variables, each a signal of its own; where the
 * labels are lost on the way, for the value that is chosen now. `length` stands where Grafana's own lengths do.
 */
export function widened(panelExpr: string, length: string, variables: Variables): Widened | undefined {
  const text = parseable(panelExpr, variables.fill);
  const tree = parsePromQl(text);
  if (tree === undefined) return undefined;
  const asked = variableMatches(tree);
  const wide = asked.length === 0 ? undefined : splitBy(tree, text, asked, variables);
  const whole = wide ?? text;
  const fixed = wide === undefined ? asked.map(({ label }) => label) : [];
  const expr = filledStrings(whole, variables).replaceAll(ANY_LENGTH, length);
  const made = parsePromQl(expr);
  if (made === undefined || covers(made, tree, variables) === undefined) return undefined;
  return {
    expr: tidy(expr),
    labels: wide === undefined ? [] : unique(asked.map(({ label }) => label)),
    fixed: unique(fixed),
    length: text.includes(ANY_LENGTH) ? length : undefined,
  };
}

function variableMatches(tree: PromQl): LabelMatch[] {
  return selectorsOf(tree).flatMap(({ matches }) => matches.filter(({ value }) => hasVariable(value)));
}

/** Without the conditions, split by their labels; undefined where that would be something else than the panel shows. */
function splitBy(
  tree: PromQl,
  text: string,
  asked: readonly LabelMatch[],
  variables: Variables,
): string | undefined {
  const single = unique(
    asked.filter((match) => isOneValue(match, variables.isSingle)).map(({ label }) => label),
  );
  const changes: Change[] = [
    ...selectorsOf(tree).flatMap(({ matches }) => removed(matches, text)),
    ...aggregatesOf(tree).flatMap(({ grouping, afterOperator, operator }): Change[] => {
      if (CHOOSES.test(operator) || grouping?.kind === 'without') return [];
      const labels = unique([...(grouping?.labels ?? []), ...single]);
      if (labels.length === (grouping?.labels.length ?? 0)) return [];
      const by = `by (${labels.join(', ')})`;
      return grouping
        ? [{ from: grouping.from, to: grouping.to, text: by }]
        : [{ from: afterOperator, to: afterOperator, text: ` ${by} ` }];
    }),
  ];
  const wide = changed(text, changes);
  const made = parsePromQl(wide);
  return made && covers(made, tree, variables) !== undefined ? wide : undefined;
}

const CHOOSES = /^(topk|bottomk|limitk|limit_ratio)$/;

/** Takes the conditions with variables out of a list, with one of the commas beside each. */
function removed(matches: readonly LabelMatch[], text: string): Change[] {
  return matches
    .filter(({ value }) => hasVariable(value))
    .map(({ from, to }) => {
      const after = /^\s*,\s*/.exec(text.slice(to))?.[0].length ?? 0;
      const before = after > 0 ? 0 : (/,\s*$/.exec(text.slice(0, from))?.[0].length ?? 0);
      return { from: from - before, to: to + after, text: '' };
    });
}

function changed(text: string, changes: readonly Change[]): string {
  return [...changes]
    .sort((a, b) => b.from - a.from)
    .reduce((now, { from, to, text: put }) => now.slice(0, from) + put + now.slice(to), text);
}

/** Fills the variables that are left in the values of labels. */
function filledStrings(text: string, variables: Variables): string {
  const tree = parsePromQl(text);
  if (tree === undefined) return text;
  const changes = selectorsOf(tree).flatMap(({ matches }) =>
    matches
      .filter(({ value }) => hasVariable(value))
      .map(({ label, operator, value, from, to }): Change => {
        const filled = variables.fill(value, operator.endsWith('~') ? 'pattern' : 'text');
        return { from, to, text: `${label}${operator}${JSON.stringify(filled)}` };
      }),
  );
  return changed(text, changes);
}

function tidy(expr: string): string {
  return expr
    .replaceAll(/,\s*\}/g, '}')
    .replaceAll('{}', '')
    .trim();
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** Functions whose result grows with the length that they look over. */
const GROWS = new Set(['increase', 'delta', 'changes', 'resets', 'count_over_time', 'sum_over_time']);

/** Whether the readings of a panel follow its zoom, so that a detector's band would stand at another height. */
export function followsZoom(tree: PromQl): boolean {
  return [...nodesOf(tree)].some(
    (node) =>
      node.kind === 'call' &&
      GROWS.has(node.name) &&
      node.args.some((arg) => arg.kind === 'range' && arg.length === 'any'),
  );
}
