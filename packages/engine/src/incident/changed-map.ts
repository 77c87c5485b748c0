/** A map that remembers which of its entries changed, so that what was saved can be brought up to date by them alone. */
export class ChangedMap<Value> extends Map<string, Value> {
  #changed = new Set<string>();
  #removed = new Set<string>();

  /** Holds `saved`, which counts as unchanged. */
  static of<Value>(saved: Iterable<readonly [string, Value]>): ChangedMap<Value> {
    // Not by the constructor: it calls `set` before the fields are there.
    const map = new ChangedMap<Value>();
    for (const [key, value] of saved) map.set(key, value);
    map.#changed = new Set();
    return map;
  }

  override set(key: string, value: Value): this {
    this.#changed.add(key);
    return super.set(key, value);
  }

  override delete(key: string): boolean {
    const was = super.delete(key);
    if (was) {
      this.#changed.delete(key);
      this.#removed.add(key);
    }
    return was;
  }

  /**
   * What changed since the last call: first the keys that went, then what was put, in the order of the map. One that was taken out
   * and put back is both, for its place is another.
   */
  takeChanges(): [key: string, value: Value | undefined][] {
    const removed = [...this.#removed].map((key): [string, undefined] => [key, undefined]);
    const put = [...this.#changed].map((key): [string, Value | undefined] => [key, this.get(key)]);
    this.#changed = new Set();
    this.#removed = new Set();
    return [...removed, ...put];
  }
}
