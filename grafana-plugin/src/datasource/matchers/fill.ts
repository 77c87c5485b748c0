import type { Matcher, Operator } from './matcher.ts';

/** What Grafana's template service does: fills variables in, each as `format` writes its value. */
export type Replace = (text: string, format?: (value: unknown, variable?: VariableKind) => string) => string;

export interface VariableKind {
  multi?: boolean;
  includeAll?: boolean;
}

/** Noncharacters of Unicode stand round a filled value, so that it can be told from what was written beside it. */
const OPEN = '\uFDD0';
const CLOSE = '\uFDD1';
const FILLED = /\uFDD0([^\uFDD1]*)\uFDD1/;
/** Several variables of many values in one text: more combinations than this are not looked for. */
const MOST_TEXTS = 1000;

interface Filled {
  values: string[];
  /** A person chooses among values: none of them is meant as a pattern. */
  chosen: boolean;
}

/** The texts that `text` stands for: one, or one for each value where a variable has several. */
export function fillTexts(text: string, replace: Replace): string[] {
  return piecesOf(text, replace)
    .map((piece) => (typeof piece === 'string' ? [piece] : piece.values))
    .reduce<string[]>(
      (texts, values) => texts.flatMap((start) => values.map((value) => start + value)).slice(0, MOST_TEXTS),
      [''],
    );
}

/** The matcher with its variables filled in; several values of one become a pattern of alternatives. */
export function fillMatcher(matcher: Matcher, replace: Replace): Matcher {
  const label = fillTexts(matcher.label, replace)[0] ?? '';
  if (matcher.operator === '=~' || matcher.operator === '!~') {
    return { ...matcher, label, value: piecesOf(matcher.value, replace).map(patternOf).join('') };
  }
  return oneOf(label, matcher.operator, fillTexts(matcher.value, replace));
}

/** A matcher that holds for each of `values` alone (or, with `!=`, for none of them). */
export function oneOf(label: string, operator: '=' | '!=', values: readonly string[]): Matcher {
  const [only, ...more] = values;
  if (only !== undefined && more.length === 0) return { label, operator, value: only };
  const pattern: Operator = operator === '=' ? '=~' : '!~';
  return { label, operator: pattern, value: values.map(escapePattern).join('|') };
}

function piecesOf(text: string, replace: Replace): (string | Filled)[] {
  const filled = replace(text, (value, variable) => {
    const values = (Array.isArray(value) ? value : [value]).map(String);
    const chosen = Array.isArray(value) || variable?.multi === true || variable?.includeAll === true;
    return OPEN + JSON.stringify({ values, chosen }) + CLOSE;
  });
  // Every second part of a split by a pattern with a group is what the group held.
  return filled
    .split(FILLED)
    .map((part, place) => (place % 2 === 0 ? part : (JSON.parse(part) as Filled)))
    .filter((piece) => piece !== '');
}

function patternOf(piece: string | Filled): string {
  if (typeof piece === 'string') return piece;
  if (!piece.chosen) return piece.values.join('');
  return `(?:${piece.values.map(escapePattern).join('|')})`;
}

export function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
