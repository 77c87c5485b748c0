import { labelSource } from './label-source.ts';
import { parsePromQl } from './parse.ts';
import type { LabelMatch, PromQl, Selector } from './tree.ts';

/**
 * An expression for those of its series alone that have these labels: the conditions are written into the selectors
 * which the labels come from. Labels that are lost or written on the way are left out, and so are all where the
 * expression is not understood: then it shows more than was asked for, never something else.
 */
export function narrowed(expr: string, labels: Readonly<Record<string, string>>): string {
  const tree = parsePromQl(expr);
  if (tree === undefined) return expr;
  const wanted = new Map<Selector, string[]>();
  for (const [label, value] of Object.entries(labels)) {
    if (!PLAIN.test(label)) continue;
    const sources = label === '__name__' ? nameless(tree) : labelSource(tree, label);
    for (const selector of sources ?? []) {
      if (selector.matches.some((match) => isThis(match, label, value))) continue;
      wanted.set(selector, [...(wanted.get(selector) ?? []), `${label}=${JSON.stringify(value)}`]);
    }
  }
  return [...wanted]
    .sort(([a], [b]) => b.from - a.from)
    .reduce((text, [{ from, to }, conditions]) => {
      const selector = withConditions(text.slice(from, to), conditions.join(', '));
      return text.slice(0, from) + selector + text.slice(to);
    }, expr);
}

/** Others must be quoted, which Prometheus takes from 3.0 on. */
const PLAIN = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** The one selector there is, where a pattern chooses among metrics: nothing else keeps their names. */
function nameless(tree: PromQl): Selector[] {
  return tree.kind === 'selector' && tree.name === undefined ? [tree] : [];
}

function isThis({ label, operator, value }: LabelMatch, wanted: string, wantedValue: string): boolean {
  return label === wanted && operator === '=' && value === wantedValue;
}

function withConditions(selector: string, conditions: string): string {
  const list = /\{(.*)\}\s*$/s.exec(selector);
  if (list === null) return `${selector}{${conditions}}`;
  const before = (list[1] ?? '').trim().replace(/,$/, '').trim();
  return `${selector.slice(0, list.index)}{${before === '' ? '' : `${before}, `}${conditions}}`;
}
