import { levelNamed } from './level.ts';
import { leadsToValue, valueWeight } from './lexicon.ts';

/** A message's tokens: a word, or null for a value. */
export type Columns = readonly (string | null)[];

/** Evidence that a place must gather to hold a value: two identifiers, three or four names, many statement words. */
const ENOUGH = 2;
/** The first word of a statement, after a time and a level, seldom varies: it is who speaks, or what is done. */
const FIRST_PLACE = 0.5;
const LED_TO = 1.5;

/** Shapes of one length, and which of them hold which word where. */
class Shapes {
  readonly all: readonly Columns[];
  readonly words: number;
  readonly #sets: Map<string, Uint32Array>[];

  constructor(all: readonly Columns[], length: number) {
    this.all = all;
    this.words = Math.ceil(all.length / 32);
    this.#sets = Array.from({ length }, () => new Map<string, Uint32Array>());
    all.forEach((columns, s) => {
      columns.forEach((word, place) => {
        const key = word ?? '';
        let set = this.#sets[place].get(key);
        if (set === undefined) this.#sets[place].set(key, (set = new Uint32Array(this.words)));
        set[s >>> 5] |= 1 << (s & 31);
      });
    });
  }

  with(place: number, word: string | null): Uint32Array {
    return this.#sets[place].get(word ?? '') ?? new Uint32Array(this.words);
  }
}

function bitCount(set: Uint32Array): number {
  let count = 0;
  for (let word of set) {
    for (; word !== 0; word &= word - 1) count++;
  }
  return count;
}

function members(set: Uint32Array): number[] {
  const found: number[] = [];
  set.forEach((word, at) => {
    for (; word !== 0; word &= word - 1) found.push(at * 32 + 31 - Math.clz32(word & -word));
  });
  return found;
}

function evidence(shapes: Shapes, inside: readonly number[], place: number, pattern: Columns): number {
  const seen = new Set<string>();
  let sum = 0;
  for (const s of inside) {
    const word = shapes.all[s][place];
    if (word === null) {
      if (!seen.has('')) sum += 1;
      seen.add('');
    } else if (!seen.has(word)) {
      seen.add(word);
      sum += valueWeight(word);
    }
  }
  if (seen.size < 2) return 0;
  const before = place > 0 ? pattern[place - 1] : null;
  if (pattern.slice(0, place).every((word) => word === null || levelNamed(word) !== undefined))
    return sum * FIRST_PLACE;
  return before !== null && leadsToValue(before) ? sum * LED_TO : sum;
}

interface Candidate {
  pattern: Columns;
  support: number;
  set: Uint32Array;
}

/**
 * The most general pattern of a shape that holds: its rarest words are dropped one after another, and where all places
 * dropped have held words enough for values among the shapes that share the rest, the rest is a statement.
 */
function candidates(shape: Columns, shapes: Shapes): Candidate[] {
  const places = shape.map((_, place) => place).filter((place) => shape[place] !== null);
  const sets = new Map(places.map((place) => [place, shapes.with(place, shape[place])]));
  const counts = new Map(places.map((place) => [place, bitCount(sets.get(place) ?? new Uint32Array(0))]));
  places.sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a - b);

  const found: Candidate[] = [];
  const set = new Uint32Array(shapes.words).fill(0xffffffff);
  shape.forEach((word, place) => {
    if (word === null) and(set, shapes.with(place, null));
  });
  for (let kept = 1; kept < places.length; kept++) {
    and(set, sets.get(places[kept - 1]) ?? new Uint32Array(shapes.words));
    const dropped = places.slice(kept);
    const need = ENOUGH * Math.max(1, (2 * dropped.length) / kept);
    const inside = members(set);
    if (inside.length < 2) break;
    const pattern: (string | null)[] = shape.slice();
    for (const place of dropped) pattern[place] = null;
    if (dropped.every((place) => evidence(shapes, inside, place, pattern) >= need)) {
      found.push({ pattern, support: inside.length, set: set.slice() });
    }
  }
  return found;
}

function and(set: Uint32Array, other: Uint32Array): void {
  for (let i = 0; i < set.length; i++) set[i] &= other[i];
}

/** A pattern as a key; a word never holds the separator, which is a control character. */
export const keyOf = (columns: Columns): string => columns.map((word) => word ?? '').join('\u0001');

/**
 * For each of several shapes of one length, the pattern of the statement that it comes from: the shape itself, or one
 * with values (null) in more places. The answer depends on which shapes there are and not on their order.
 */
export function groupShapes(all: readonly Columns[], length: number): Columns[] {
  const shapes = new Shapes(all, length);
  const held = new Map<string, Candidate>();
  for (const shape of all) {
    for (const candidate of candidates(shape, shapes)) {
      const key = keyOf(candidate.pattern);
      if (!held.has(key)) held.set(key, candidate);
    }
  }
  const order = [...held].sort(([a, x], [b, y]) => y.support - x.support || (a < b ? -1 : 1));
  const patterns: Columns[] = [...all];
  const done = new Uint8Array(all.length);
  for (const [, { pattern, set }] of order) {
    for (const s of members(set)) {
      if (done[s] === 1) continue;
      done[s] = 1;
      patterns[s] = pattern;
    }
  }
  return patterns;
}
