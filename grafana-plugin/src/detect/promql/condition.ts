import type { LabelMatch } from './tree.ts';
import { type Fill, variablesOf } from './variables.ts';

/** A condition with its variables filled in and in its simplest form, to be compared; undefined: it holds for everything. */
export interface Condition {
  label: string;
  operator: LabelMatch['operator'];
  value: string;
}

const META = /[.*+?^$|()[\]{}]/;
const EVERYTHING = /^(\(?\.\*\)?|\.\*)$/;

export function conditionOf({ label, operator, value }: LabelMatch, fill: Fill): Condition | undefined {
  if (operator === '=' || operator === '!=') return { label, operator, value: fill(value, 'text') };
  const pattern = withoutGroup(fill(value, 'pattern'));
  if (operator === '=~' && EVERYTHING.test(pattern)) return undefined;
  const plain = plainText(pattern);
  if (plain !== undefined) return { label, operator: operator === '=~' ? '=' : '!=', value: plain };
  const parts = pattern.split('|');
  const sorted = parts.every((part) => plainText(part) !== undefined) ? parts.sort().join('|') : pattern;
  return { label, operator, value: sorted };
}

export function conditionText({ label, operator, value }: Condition): string {
  return JSON.stringify([label, operator, value]);
}

/** `(a|b)` means what `a|b` does. */
function withoutGroup(pattern: string): string {
  const inner = /^\((?:\?:)?([^()]*)\)$/.exec(pattern)?.[1];
  return inner ?? pattern;
}

/** What a pattern without any of its signs matches alone. */
function plainText(pattern: string): string | undefined {
  const escaped = /\\([.*+?^$|()[\]{}/\\-])/g;
  if (META.test(pattern.replaceAll(escaped, '')) || pattern.replaceAll(escaped, '').includes('\\')) {
    return undefined;
  }
  return pattern.replaceAll(escaped, '$1');
}

/** Whether a condition can only ever hold for one value: `=`, or a pattern that is one variable with one value. */
export function isOneValue(match: LabelMatch, isSingle: (variable: string) => boolean): boolean {
  if (match.operator === '=') return true;
  if (match.operator !== '=~') return false;
  const names = variablesOf(match.value);
  const rest = match.value.replaceAll(/\$\w+|\$\{[^}]*\}|\[\[[^\]]*\]\]/g, '');
  return names.length > 0 && names.every(isSingle) && plainText(rest) !== undefined;
}
