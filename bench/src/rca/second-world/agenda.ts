/** What is to happen, by time; what is planned for the same moment happens in the order in which it was planned. */
export class Agenda {
  nowMs: number;
  readonly #heap: { timeMs: number; turn: number; go: () => void }[] = [];
  #turns = 0;

  constructor(startMs: number) {
    this.nowMs = startMs;
  }

  at(timeMs: number, go: () => void): void {
    const heap = this.#heap;
    const one = { timeMs: Math.max(timeMs, this.nowMs), turn: this.#turns++, go };
    let i = heap.push(one) - 1;
    while (i > 0) {
      const above = (i - 1) >> 1;
      if (!before(one, heap[above])) break;
      heap[i] = heap[above];
      i = above;
    }
    heap[i] = one;
  }

  after(ms: number, go: () => void): void {
    this.at(this.nowMs + ms, go);
  }

  /** Does all that is planned before `untilMs`, and what that plans. */
  play(untilMs: number): void {
    const heap = this.#heap;
    while (heap.length > 0 && heap[0].timeMs < untilMs) {
      const [next] = heap;
      const last = heap[heap.length - 1];
      heap.length--;
      if (heap.length > 0) this.#sink(last);
      this.nowMs = next.timeMs;
      next.go();
    }
    this.nowMs = untilMs;
  }

  #sink(one: { timeMs: number; turn: number; go: () => void }): void {
    const heap = this.#heap;
    let i = 0;
    for (;;) {
      let below = 2 * i + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && before(heap[below + 1], heap[below])) below++;
      if (!before(heap[below], one)) break;
      heap[i] = heap[below];
      i = below;
    }
    heap[i] = one;
  }
}

function before(a: { timeMs: number; turn: number }, b: { timeMs: number; turn: number }): boolean {
  return a.timeMs < b.timeMs || (a.timeMs === b.timeMs && a.turn < b.turn);
}
