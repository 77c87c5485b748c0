/** Names of one plain word that is shorter may be just the word: `user`, `payment`, `front`. */
const LONG_NAME = 10;
const COMPOUND = /[-_.\d]/;

/** Whether a service's name could be an ordinary word, so that it alone says little. */
export function isPlainName(name: string): boolean {
  return name.length < LONG_NAME && !COMPOUND.test(name);
}

/** Names to look for in texts, the longest first: `cart-db` before `cart`. A single letter names nobody. */
export function soughtNames(services: Iterable<string>): string[] {
  return [...services].filter((name) => name.length > 1).sort((a, b) => b.length - a.length);
}

/** A name as a piece of a regular expression. */
export function escapedName(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
