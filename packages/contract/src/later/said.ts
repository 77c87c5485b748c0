import type { Said } from './repair.ts';

/** Beside the answers, not in them: their types stay the contract's. */
const words = new WeakMap<object, ReadonlyMap<string, string>>();

/** The word that a service said in a field of an answer where this version knows it not; undefined of any other. */
export function laterWord<T extends object>(answer: T, field: keyof T & string): string | undefined {
  return words.get(answer)?.get(field);
}

/** What a person reads of a field that holds a word: the word, and whether it is one of a later version. */
export function wordShown<K extends string>(answer: Readonly<Record<K, string>>, field: K): string {
  const later = words.get(answer)?.get(field);
  return later === undefined ? answer[field] : `${later} (unknown to this version)`;
}

/** Hands the words on to what a schema made of a value: it has the same shape. */
export function remember(value: unknown, parsed: unknown, said: Said): void {
  if (said.size === 0 || !isObject(value) || !isObject(parsed)) return;
  const own = said.get(value);
  if (own) words.set(parsed, own);
  for (const [key, inner] of Object.entries(value)) remember(inner, Reflect.get(parsed, key), said);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
