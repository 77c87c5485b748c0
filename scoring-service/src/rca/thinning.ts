/** More than this of one kind is thinned: what a ranking needs is in fewer, and memory is bounded. */
const MOST_EVENTS = 400_000;

/**
 * Keeps at most MOST_EVENTS: when they are more, those of every second trace, then of every fourth, and so on. A trace is
 * kept or left whole, in logs and spans alike. What has no trace is thinned by its number.
 */
export class Thinning<T> {
  kept: T[] = [];
  /** One in so many is kept. */
  oneIn = 1;
  #seen = 0;
  readonly #traceOf: (event: T) => string;
  readonly #hashes: number[] = [];
  readonly #most: number;

  constructor(traceOf: (event: T) => string, most = MOST_EVENTS) {
    this.#traceOf = traceOf;
    this.#most = most;
  }

  add(event: T): void {
    const trace = this.#traceOf(event);
    const hash = trace === '' ? this.#seen : hashOf(trace);
    this.#seen++;
    if (hash % this.oneIn !== 0) return;
    this.kept.push(event);
    this.#hashes.push(hash);
    while (this.kept.length > this.#most) this.#thin();
  }

  #thin(): void {
    this.oneIn *= 2;
    let to = 0;
    for (let from = 0; from < this.kept.length; from++) {
      if (this.#hashes[from] % this.oneIn !== 0) continue;
      this.kept[to] = this.kept[from];
      this.#hashes[to] = this.#hashes[from];
      to++;
    }
    // All of one trace: half of it is better than no end.
    if (to === this.kept.length) to = Math.floor(to / 2);
    this.kept.length = to;
    this.#hashes.length = to;
  }
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
