/** Gives the answer to a key; `forget` makes the next question a new one. */
export interface Remembered<T> {
  (key: string): Promise<T>;
  forget(): void;
}

/**
 * Asks once for each key and gives the same answer to all who want it, until it is `ttlMs` old. A failed question is not
 * asked again before `ttlMs` either: what is down must not be asked by every panel. Keeps the `most` newest.
 */
export function remembered<T>(
  work: (key: string) => Promise<T>,
  { ttlMs, most, now }: { ttlMs: number; most: number; now: () => number },
): Remembered<T> {
  const known = new Map<string, { at: number; answer: Promise<T> }>();
  const ask = (key: string): Promise<T> => {
    const before = known.get(key);
    if (before !== undefined && now() - before.at < ttlMs) return before.answer;
    known.delete(key);
    const answer = work(key);
    known.set(key, { at: now(), answer });
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return answer;
  };
  return Object.assign(ask, { forget: () => known.clear() });
}
