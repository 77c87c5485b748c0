/** A value that changes, and tells those who listen. */
export class Told<T> {
  #now: T;
  readonly #listeners = new Set<(now: T) => void>();

  constructor(first: T) {
    this.#now = first;
  }
  get now(): T {
    return this.#now;
  }
  tell(next: T): void {
    this.#now = next;
    for (const listen of this.#listeners) listen(next);
  }
  /** What ends it. */
  listen(listener: (now: T) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
