import type { Span } from './tree.ts';

const UNIT_MS: Readonly<Record<string, number>> = {
  ...{ ms: 1, s: 1_000, m: 60_000, h: 3_600_000 },
  ...{ d: 86_400_000, w: 604_800_000, y: 31_536_000_000 },
};
const DURATION = /^(\d+(ms|[smhdwy]))+$/;
const PART = /(\d+)(ms|[smhdwy])/g;

/** Stands where a length of Grafana's own was: no one writes a prime number of ms that is longer than a week. */
export const ANY_LENGTH = '987654323ms';
const ANY_MS = 987_654_323;

/**
 * A number or a length of time as Prometheus reads it: lengths in ms; a plain number stands for seconds where a length is meant, so that
 * both come out alike.
 */
export function spanOf(text: string): Span {
  const plain = text.trim().toLowerCase();
  if (DURATION.test(plain)) {
    let ms = 0;
    for (const [, count, unit] of plain.matchAll(PART)) ms += Number(count) * (UNIT_MS[unit ?? ''] ?? 0);
    return ms === ANY_MS ? 'any' : ms;
  }
  const sign = plain.startsWith('-') ? -1 : 1;
  const bare = plain.replace(/^[-+]/, '').replaceAll('_', '');
  return sign * (bare === 'inf' ? Infinity : Number(bare)) * 1_000;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** What a quoted string stands for; what is not quoted stays. */
export function unquoted(text: string): string {
  const [quote] = text;
  if (quote === '`') return text.slice(1, -1);
  if (quote !== '"' && quote !== "'") return text;
  return text.slice(1, -1).replaceAll(/\\(.)/gs, (_all, letter: string) => ESCAPES[letter] ?? letter);
}
