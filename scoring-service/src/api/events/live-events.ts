import type { LiveEvent } from '@lapwing/contract';

/** A published event with its place in the order; `id` rises by at least one, across restarts too. */
export interface NumberedEvent {
  id: number;
  event: LiveEvent;
}
export interface Subscriber {
  /** Called in the order of publishing, in the publisher's own tick: it must be quick. */
  next(numbered: NumberedEvent): void;
  /** Nothing more will come. */
  close(): void;
}
export interface Resumed {
  /** Kept events after the id that was asked for, oldest first. */
  missed: NumberedEvent[];
  /** Whether older ones were asked for that are no longer kept; `oldest` is the first that is. */
  gap: boolean;
  oldest: number;
}

/** Minutes of a large installation: enough for a browser that lost its connection, little enough to hold. */
const KEPT_EVENTS = 2_000;
/** Ids start at the clock, so many a millisecond: no restart can fall behind the ids of the run before. */
const IDS_A_MILLISECOND = 1_000;

/** What just happened, for whoever listens: a publisher with a bounded memory of the newest events. */
export class LiveEvents {
  readonly #kept: NumberedEvent[] = [];
  readonly #most: number;
  readonly #subscribers = new Set<Subscriber>();
  #nextId: number;

  constructor(startedAt: number, keep: number = KEPT_EVENTS) {
    this.#nextId = startedAt * IDS_A_MILLISECOND;
    this.#most = keep;
  }

  get subscribers(): number {
    return this.#subscribers.size;
  }

  publish(event: LiveEvent): number {
    const numbered = { id: this.#nextId++, event };
    this.#kept.push(numbered);
    // Cut in one go now and then: shifting one by one would copy the whole memory for each event.
    if (this.#kept.length >= 2 * this.#most) this.#kept.splice(0, this.#kept.length - this.#most);
    for (const subscriber of [...this.#subscribers]) subscriber.next(numbered);
    return numbered.id;
  }

  /** Returns what ends the subscription; doing it twice does no harm. */
  subscribe(subscriber: Subscriber): () => void {
    this.#subscribers.add(subscriber);
    return () => {
      this.#subscribers.delete(subscriber);
    };
  }

  after(id: number): Resumed {
    const kept = this.#kept.slice(-this.#most);
    const oldest = kept[0]?.id ?? this.#nextId;
    return { missed: kept.filter((one) => one.id > id), gap: id < oldest - 1 || id >= this.#nextId, oldest };
  }

  /** Ends every subscription: the service stops. */
  close(): void {
    const all = [...this.#subscribers];
    this.#subscribers.clear();
    for (const subscriber of all) subscriber.close();
  }
}
