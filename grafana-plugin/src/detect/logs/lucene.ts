/** One condition of a query string: on a field, or anything else. */
export interface Conjunct {
  text: string;
  /** `field:value` with one word, one quoted text or one variable as its value. */
  field?: { name: string; value: string };
}

const FIELD =
  /^([A-Za-z_@][\w.@-]*):\s*(?:"((?:\\.|[^"\\])*)"|\(?(\$\{[^}]+\}|\$\w+|\[\[[^\]]+\]\]|[\w.@/-]+)\)?)$/;
/** Words and signs that make the conditions of one level something else than a list of them. */
const MIXED = /(^|\s)(OR|NOT|\|\|)(\s|$)|(^|\s)[-+!]/;

/**
 * The conditions that a query string joins by AND; one alone where it joins by anything else. Spaces and parentheses
 * round the whole are gone.
 */
export function conjunctsOf(query: string): Conjunct[] {
  const whole = unwrapped(query.trim());
  if (whole === '' || whole === '*' || whole === '*:*') return [];
  const parts = topLevel(whole);
  const joined = parts.length > 1 || !/\s/.test(masked(whole));
  if (!joined || MIXED.test(masked(whole).replaceAll(/\s(AND|&&)\s/g, ' '))) return [conjunct(whole)];
  // Words beside each other without an operator mean either of them.
  if (parts.some((part) => /\s/.test(masked(part.trim())))) return [conjunct(whole)];
  return parts.flatMap((part) => (/^\(.*\)$/s.test(part.trim()) ? conjunctsOf(part) : [conjunct(part)]));
}

function conjunct(text: string): Conjunct {
  const plain = unwrapped(text.trim());
  const [, name, quoted, word] = FIELD.exec(plain) ?? [];
  const value = quoted ?? word;
  return name === undefined || value === undefined
    ? { text: spaced(plain) }
    : { text: `${name}:${value}`, field: { name, value } };
}

/** What is quoted or in brackets becomes x, so that only the top level is read. */
function masked(text: string): string {
  const unquoted = text.replaceAll(/"(?:\\.|[^"\\])*"/g, (quoted) => 'x'.repeat(quoted.length));
  let depth = 0;
  return [...unquoted]
    .map((letter) => {
      if ('([{'.includes(letter)) depth++;
      const inside = depth > 0;
      if (')]}'.includes(letter)) depth--;
      return inside ? 'x' : letter;
    })
    .join('');
}

function topLevel(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const { 0: found, index } of masked(text).matchAll(/\s+(?:AND|&&)\s+/g)) {
    parts.push(text.slice(from, index));
    from = index + found.length;
  }
  return [...parts, text.slice(from)];
}

/** Without parentheses round the whole. */
function unwrapped(text: string): string {
  if (!text.startsWith('(') || !text.endsWith(')')) return text;
  let depth = 0;
  for (const [at, letter] of [
    ...text.replaceAll(/"(?:\\.|[^"\\])*"/g, (q) => 'x'.repeat(q.length)),
  ].entries()) {
    if (letter === '(') depth++;
    if (letter === ')' && --depth === 0 && at < text.length - 1) return text;
  }
  return unwrapped(text.slice(1, -1).trim());
}

function spaced(text: string): string {
  return text
    .split(/("(?:\\.|[^"\\])*")/)
    .map((part, place) => (place % 2 ? part : part.replaceAll(/\s+/g, ' ')))
    .join('');
}
