import { headEnd, keyOf, wordCount, type Columns, type HeadOf } from './columns.ts';
import { BEFORE_NAME, CAPITALS, leadOf, nameWeight, valueWeight } from './lexicon.ts';

/** Evidence that a place must gather to hold a value: two identifiers, three or four names, many statement words. */
const ENOUGH = 2;
/** Speakers that one text must have to be the same statement's, and words that it must have at least. */
const SPEAKERS = 2;
const SPOKEN_WORDS = 2;
/** Words that a text must have to be the same statement's whatever name stands before its colon. */
const SAID_WORDS = 3;
/** The first word of a statement, after a line's head, seldom varies: it is who speaks, or what is done. */
const FIRST_PLACE = 0.4;
/** A value by its look, where other messages have a word: one name more is enough. */
const VALUE = 1.85;

/** Shapes of one length, and which of them hold which word where. */
class Shapes {
  readonly all: readonly Columns[];
  readonly words: number;
  readonly #sets: Map<string, Uint32Array>[];
  readonly #counts: Map<string, number>[];

  constructor(all: readonly Columns[], length: number) {
    this.all = all;
    this.words = Math.ceil(all.length / 32);
    this.#sets = Array.from({ length }, () => new Map<string, Uint32Array>());
    this.#counts = Array.from({ length }, () => new Map<string, number>());
    for (const columns of all) {
      columns.forEach((word, place) => {
        const key = word ?? '';
        this.#counts[place].set(key, (this.#counts[place].get(key) ?? 0) + 1);
      });
    }
    all.forEach((columns, s) => {
      columns.forEach((word, place) => {
        const key = word ?? '';
        // What one shape alone has is never asked for: in a flood these are most.
        if ((this.#counts[place].get(key) ?? 0) < 2) return;
        let set = this.#sets[place].get(key);
        if (set === undefined) this.#sets[place].set(key, (set = new Uint32Array(this.words)));
        set[s >>> 5] |= 1 << (s & 31);
      });
    });
  }

  with(place: number, word: string | null): Uint32Array {
    return this.#sets[place].get(word ?? '') ?? new Uint32Array(this.words);
  }

  count(place: number, word: string | null): number {
    return this.#counts[place].get(word ?? '') ?? 0;
  }
}

function members(set: Uint32Array): number[] {
  const found: number[] = [];
  set.forEach((word, at) => {
    for (; word !== 0; word &= word - 1) found.push(at * 32 + 31 - Math.clz32(word & -word));
  });
  return found;
}

/** The words that places hold among some shapes; '' for a value. */
type Held = ReadonlyMap<number, ReadonlySet<string>>;

const NO_WORDS: ReadonlySet<string> = new Set();
const wordsOf = (held: Held, place: number): ReadonlySet<string> => held.get(place) ?? NO_WORDS;

function wordsAt(shapes: Shapes, inside: readonly number[], place: number): Set<string> {
  return new Set(inside.map((s) => shapes.all[s][place] ?? ''));
}

/** Of two places, the part of the words that both hold; and of the pairs possible, whether more come than each has. */
const SHARED = 0.5;
const CROSSED = 1.3;
/** Words that come with any word of another place: statements seldom are every combination of two choices. */
const CROSSING = 2;
/** Places are paired when they are so few: a statement prints few states, and each is compared with each. */
const PAIRED_MOST = 6;
/** What a word of two that go together tells: both belong to the statement, as states before and after do. */
const TOGETHER = 0.5;

/** Kinds of pairs that two places hold: the same words in any combination, each with one other, or neither. */
function pairing(
  shapes: Shapes,
  inside: readonly number[],
  held: Held,
  one: number,
  other: number,
): 'alike' | 'together' | 'crossed' | 'free' {
  const ones = wordsOf(held, one);
  const others = wordsOf(held, other);
  const most = Math.max(ones.size, others.size);
  if (ones.size < 2 || others.size < 2) return 'free';
  const pairs = new Set(inside.map((s) => `${shapes.all[s][one] ?? ''} ${shapes.all[s][other] ?? ''}`)).size;
  if (pairs === most) return 'together';
  const both = [...ones].filter((word) => others.has(word)).length;
  const alike = both >= 2 && both >= SHARED * Math.min(ones.size, others.size);
  if (pairs <= CROSSED * most) return 'free';
  return alike ? 'alike' : 'crossed';
}

const isSpeaker = (word: string): boolean => word.endsWith(':');

/** How much tells that `place` holds a value: the looks of the words there, and what stands before it. */
function evidence(
  shapes: Shapes,
  inside: readonly number[],
  held: Held,
  place: number,
  dropped: readonly number[],
  pattern: Columns,
  head: number,
): number {
  const words = wordsOf(held, place);
  const others = dropped.length <= PAIRED_MOST ? dropped.filter((other) => other !== place) : [];
  const pairings = others.map((other) => pairing(shapes, inside, held, place, other));
  if (pairings.includes('alike')) return Infinity;
  const together = pairings.includes('together');
  const lead = leadOf(pattern[place - 1] ?? '');
  let sum = 0;
  for (const word of words) {
    const weight = word === '' ? VALUE : lead === BEFORE_NAME ? nameWeight(word) : valueWeight(word);
    sum += together && weight <= CAPITALS ? weight * TOGETHER : weight;
  }
  if (pairings.includes('crossed')) sum *= CROSSING;
  const isFirst = pattern.slice(head + 1, place).every((word) => word === null);
  if (isFirst && !words.has('')) {
    // `eth0: link is down again`: the same text of several names, and nothing else varies.
    const speaks = dropped.length === 1 && wordCount(pattern) >= SAID_WORDS && [...words].every(isSpeaker);
    return speaks ? [...words].reduce((total, word) => total + nameWeight(word), 0) : sum * FIRST_PLACE;
  }
  return sum * lead;
}

/**
 * The patterns that one shape may belong to, from the most general: its rarest words are dropped one after another, and
 * where all places dropped have held words enough for values among the shapes that share the rest, the rest is a
 * statement. The words of a line's head tell nothing of its statement: they must be the same and do not count; but who speaks
 * may vary where the text is the same. `judged` keeps what was found for a rest, since shapes of one statement share it.
 */
function collect(kind: Kind, shapes: Shapes, judged: Map<string, Candidate | null>): void {
  const shape = kind.columns;
  const head = headEnd(shape, kind.headWords);
  const places = shape.map((_, place) => place).filter((place) => place > head && shape[place] !== null);
  const counts = shape.map((word, place) => shapes.count(place, word));
  places.sort((a, b) => counts[b] - counts[a] || a - b);

  if (shape.some((word, place) => (word === null || place < head) && counts[place] < 2)) return;
  const all = new Uint32Array(shapes.words).fill(0xffffffff);
  shape.forEach((word, place) => {
    if (word === null || place < head) and(all, shapes.with(place, word));
  });
  for (const speaks of kind.hasSpeaker ? [false, true] : [true]) {
    if (speaks && head >= 0 && counts[head] < 2) break;
    const set = all.slice();
    if (speaks && head >= 0) and(set, shapes.with(head, shape[head]));
    for (let kept = 1; kept < places.length + (speaks ? 0 : 1); kept++) {
      if (counts[places[kept - 1]] < 2) break;
      and(set, shapes.with(places[kept - 1], shape[places[kept - 1]]));
      const dropped = places.slice(kept);
      const pattern: (string | null)[] = shape.slice();
      for (const place of dropped) pattern[place] = null;
      if (!speaks) pattern[head] = null;
      const key = keyOf(pattern);
      if (judged.has(key)) continue;
      const inside = members(set);
      if (inside.length < 2) break;
      const need = ENOUGH * Math.max(1, (2 * dropped.length) / kept);
      const spoken = speaks || (kept >= SPOKEN_WORDS && wordsAt(shapes, inside, head).size >= SPEAKERS);
      const holds = spoken && holdsValues(shapes, inside, dropped, pattern, head, need);
      judged.set(key, holds ? { key, pattern, inside } : null);
    }
  }
}

/** Whether all places dropped have held words enough for values. */
function holdsValues(
  shapes: Shapes,
  inside: readonly number[],
  dropped: readonly number[],
  pattern: Columns,
  head: number,
  need: number,
): boolean {
  // So few shapes cannot tell enough, whatever their words are.
  if (dropped.length > PAIRED_MOST && inside.length * VALUE * BEFORE_NAME < need) return false;
  const held = new Map<number, ReadonlySet<string>>();
  for (const place of dropped) {
    const words = wordsAt(shapes, inside, place);
    if (words.size < 2) return false;
    held.set(place, words);
  }
  return dropped.every((place) => evidence(shapes, inside, held, place, dropped, pattern, head) >= need);
}

/** A shape as it is grouped. */
export interface Kind extends HeadOf {
  readonly columns: Columns;
}

interface Candidate {
  key: string;
  pattern: Columns;
  inside: number[];
}

function and(set: Uint32Array, other: Uint32Array): void {
  for (let i = 0; i < set.length; i++) set[i] &= other[i];
}

/**
 * For each of several shapes of one length, the pattern of the statement that it comes from: the shape itself, or one
 * with values (null) in more places. The answer depends on which shapes there are and not on their order.
 */
export function groupShapes(kinds: readonly Kind[], length: number): Columns[] {
  const all = kinds.map(({ columns }) => columns);
  const shapes = new Shapes(all, length);
  const judged = new Map<string, Candidate | null>();
  for (const kind of kinds) collect(kind, shapes, judged);
  const order = [...judged.values()].filter((found) => found !== null);
  order.sort((x, y) => y.inside.length - x.inside.length || (x.key < y.key ? -1 : 1));
  const patterns: Columns[] = [...all];
  const done = new Uint8Array(all.length);
  for (const { pattern, inside } of order) {
    for (const s of inside) {
      if (done[s] === 1) continue;
      done[s] = 1;
      patterns[s] = pattern;
    }
  }
  return patterns;
}
