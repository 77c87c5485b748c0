import { ANY_LENGTH } from './literals.ts';

/** Fills Grafana's variables in; several values of one become what `as` calls for. */
export type Fill = (text: string, as: 'text' | 'pattern' | 'lucene') => string;

const STRING = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`/g;
const VARIABLE = /\$(\w+)|\$\{(\w+)[^}]*\}|\[\[(\w+)[^\]]*\]\]/g;
/** Lengths that follow the zoom of the panel. */
const LENGTHS = new Set(['__rate_interval', '__interval', '__range', '__auto']);
const LENGTH_NUMBER = /^__(interval|range|rate_interval)_(ms|s)$/;

/** Whether a text has a variable in it. */
export function hasVariable(text: string): boolean {
  return text.search(VARIABLE) >= 0;
}

/** The names of the variables in a text, in order. */
export function variablesOf(text: string): string[] {
  return [...text.matchAll(VARIABLE)].map(([, a, b, c]) => a ?? b ?? c ?? '');
}

/**
 * An expression of a panel that can be parsed: lengths of Grafana's own give way to one that equals every length,
 * other variables outside of strings to their values. Those in strings, the values of labels, stay.
 */
export function parseable(expr: string, fill: Fill): string {
  let text = '';
  let at = 0;
  for (const found of expr.matchAll(STRING)) {
    text += outside(expr.slice(at, found.index), fill) + found[0];
    at = found.index + found[0].length;
  }
  return text + outside(expr.slice(at), fill);
}

function outside(text: string, fill: Fill): string {
  return text.replaceAll(VARIABLE, (written: string, ...names: unknown[]) => {
    const name = String(names.slice(0, 3).find(Boolean));
    return LENGTHS.has(name) || LENGTH_NUMBER.test(name) ? ANY_LENGTH : fill(written, 'text');
  });
}
