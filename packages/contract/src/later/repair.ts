import type { z } from 'zod';
import { INERT_QUERY, standInFor } from './stand-ins.ts';

type Issue = z.core.$ZodIssue;
type Place = readonly PropertyKey[];

/** A word that this version does not know, as it stood in an answer. */
export interface LaterWord {
  /** The field that it stood in: `severity`. */
  field: string;
  word: string;
  /** Nothing could stand for it: the entry of a list that bears it is not there. */
  leftOut: boolean;
}

/** What is done to an answer so that its schema takes it. `leave`: a field, or an entry of a list. */
type Mend =
  { do: 'leave'; at: Place; later?: LaterWord } | { do: 'put'; at: Place; value: unknown; later: LaterWord };

/** The objects of an answer in which something stands for a word, and the word by its field. */
export type Said = Map<object, Map<string, string>>;

/**
 * Takes out of `answer` what its schema refuses only for not knowing it: fields and words of a later version. Gives the
 * words; undefined, and nothing is changed, where something else is wrong.
 */
export function repair(answer: unknown, issues: readonly Issue[], said: Said): LaterWord[] | undefined {
  const mends = issues.map((issue) => mendsOf(issue, [], answer));
  if (mends.length === 0 || mends.some((one) => one === undefined)) return undefined;
  // What is wrong in two ways is mended once.
  const once = new Map(mends.flatMap((one) => one ?? []).map((mend) => [mend.at.join('/'), mend]));
  const all = [...once.values()];
  for (const mend of all) if (mend.do === 'put') put(answer, mend, said);
  // Last entries first, so that the places of the others stay right.
  const left = all.filter((mend) => mend.do === 'leave').sort((a, b) => -compared(a.at, b.at));
  for (const { at: place } of left) leaveOut(answer, place);
  return all.flatMap(({ later }) => later ?? []);
}

function put(answer: unknown, { at: place, value, later }: Extract<Mend, { do: 'put' }>, said: Said): void {
  const parent = at(answer, place.slice(0, -1));
  const key = place.at(-1);
  if (!isObject(parent) || key === undefined) return;
  Reflect.set(parent, key, value);
  const holder = isObject(value) ? value : parent;
  said.set(holder, (said.get(holder) ?? new Map<string, string>()).set(later.field, later.word));
}

/** Undefined when the issue is about something else than what a later version may have. */
function mendsOf(issue: Issue, above: Place, answer: unknown): Mend[] | undefined {
  const place = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ do: 'leave', at: [...place, key] }));
  if (issue.code === 'invalid_value') {
    // One value alone is no list that grows.
    return issue.values.length > 1 ? mendOfWord(place, issue.values, answer) : undefined;
  }
  if (issue.code !== 'invalid_union') return undefined;
  if (issue.errors.length === 0) return mendOfWord(place, [], answer);
  // Of what may be several things: the first that it would be but for such parts.
  for (const option of issue.errors) {
    const mends = option.map((one) => mendsOf(one, place, answer));
    if (mends.length > 0 && mends.every((one) => one !== undefined)) return mends.flat();
  }
  return undefined;
}

function mendOfWord(place: Place, known: readonly unknown[], answer: unknown): Mend[] | undefined {
  const found = at(answer, place);
  if (typeof found !== 'string') return undefined;
  const field = place.findLast((key) => typeof key === 'string') ?? '';
  const later = { field, word: found, leftOut: false };
  const query = queryAbove(place, answer);
  if (query !== undefined) {
    const type = at(answer, [...query, 'type']);
    const whole = { field: 'type', word: typeof type === 'string' ? type : found, leftOut: false };
    return [{ do: 'put', at: query, value: { ...INERT_QUERY }, later: whole }];
  }
  const beside = at(answer, place.slice(0, -1));
  const standIn = isObject(beside) && !Array.isArray(beside) ? standInFor(known, { ...beside }) : undefined;
  if (standIn !== undefined) return [{ do: 'put', at: place, value: standIn, later }];
  const entry = place.findLastIndex((key) => typeof key === 'number');
  return entry < 0
    ? undefined
    : [{ do: 'leave', at: place.slice(0, entry + 1), later: { ...later, leftOut: true } }];
}

/** A detector's query is understood whole or not at all: half of one would be another one. */
function queryAbove(place: Place, answer: unknown): Place | undefined {
  const key = place.indexOf('query');
  const query = key < 0 ? undefined : place.slice(0, key + 1);
  return query !== undefined && isObject(at(answer, query)) ? query : undefined;
}

function at(value: unknown, place: Place): unknown {
  return place.reduce((one, key) => (isObject(one) ? Reflect.get(one, key) : undefined), value);
}

function leaveOut(value: unknown, place: Place): void {
  const parent = at(value, place.slice(0, -1));
  const key = place.at(-1);
  if (!isObject(parent) || key === undefined) return;
  if (Array.isArray(parent) && typeof key === 'number') parent.splice(key, 1);
  else Reflect.deleteProperty(parent, key);
}

/** Places in order of reading: numbers as such, what is deeper after what it lies in. */
function compared(a: Place, b: Place): number {
  for (const [i, key] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    if (typeof key === 'number' && typeof other === 'number' && key !== other) return key - other;
    if (key !== other) return String(key) < String(other) ? -1 : 1;
  }
  return a.length - b.length;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
