import type { MessageLevel } from './level.ts';
import type { Template } from './template.ts';

/** How many messages of one template a service logged in one interval. */
export interface TemplateCount {
  templateId: string;
  template: string;
  level: MessageLevel;
  count: number;
  /** Chance that a message of the service is the first of its template, where this was one. */
  newChance?: number;
}

interface Counted {
  messages: number;
  levels: Record<MessageLevel, number>;
  counts: Map<string, TemplateCount>;
}

export interface OpenInterval {
  startMs: number;
  services: Map<string, Counted>;
}

/** Open intervals as they are saved. */
export interface OpenState {
  takenMs: number | null;
  newestMs: number | null;
  open: {
    startMs: number;
    services: {
      service: string;
      messages: number;
      levels: Record<MessageLevel, number>;
      counts: TemplateCount[];
    }[];
  }[];
}

/** Intervals open at once: what is further back than the newest by more is late. */
const OPEN_MOST = 120;

/** Counts of the intervals that are not yet taken. */
export class OpenIntervals {
  readonly #intervalMs: number;
  #open = new Map<number, OpenInterval>();
  #takenMs = -Infinity;
  #newestMs = -Infinity;

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  /** Counts a message; false when its interval is past. `newChance` where it is the first of its template. */
  add(
    startMs: number,
    service: string,
    template: Template,
    level: MessageLevel,
    newChance?: number,
  ): boolean {
    if (startMs < this.#takenMs || startMs < this.#newestMs - OPEN_MOST * this.#intervalMs) return false;
    this.#newestMs = Math.max(this.#newestMs, startMs);
    let interval = this.#open.get(startMs);
    if (interval === undefined) this.#open.set(startMs, (interval = { startMs, services: new Map() }));
    let counted = interval.services.get(service);
    if (counted === undefined) {
      counted = { messages: 0, levels: { error: 0, warn: 0, info: 0, debug: 0 }, counts: new Map() };
      interval.services.set(service, counted);
    }
    counted.messages++;
    counted.levels[level]++;
    const count = counted.counts.get(template.id);
    if (count === undefined) {
      const first = { templateId: template.id, template: template.text, level, count: 1 };
      counted.counts.set(template.id, newChance === undefined ? first : { ...first, newChance });
    } else count.count++;
    return true;
  }

  /** The intervals that end at `untilMs` or before, in order; they are closed. */
  take(untilMs: number): OpenInterval[] {
    const closed = [...this.#open.values()]
      .filter(({ startMs }) => startMs + this.#intervalMs <= untilMs)
      .sort((a, b) => a.startMs - b.startMs);
    for (const { startMs } of closed) this.#open.delete(startMs);
    this.#takenMs = Math.max(this.#takenMs, Math.floor(untilMs / this.#intervalMs) * this.#intervalMs);
    return closed;
  }

  save(): OpenState {
    return {
      takenMs: Number.isFinite(this.#takenMs) ? this.#takenMs : null,
      newestMs: Number.isFinite(this.#newestMs) ? this.#newestMs : null,
      open: [...this.#open.values()].map(({ startMs, services }) => ({
        startMs,
        services: [...services].map(([service, { messages, levels, counts }]) => ({
          ...{ service, messages, levels },
          counts: [...counts.values()],
        })),
      })),
    };
  }

  restore(state: OpenState): void {
    this.#takenMs = state.takenMs ?? -Infinity;
    this.#newestMs = state.newestMs ?? -Infinity;
    for (const { startMs, services } of state.open) {
      const restored = services.map(({ service, messages, levels, counts }): [string, Counted] => [
        service,
        { messages, levels, counts: new Map(counts.map((count) => [count.templateId, count])) },
      ]);
      this.#open.set(startMs, { startMs, services: new Map(restored) });
    }
  }

  /** The counts of the template `from` go over to `into`. */
  move(from: string, into: Template): void {
    for (const { services } of this.#open.values()) {
      for (const { counts } of services.values()) {
        const old = counts.get(from);
        if (old === undefined || from === into.id) continue;
        counts.delete(from);
        const known = counts.get(into.id);
        if (known !== undefined) known.count += old.count;
        else counts.set(into.id, { ...old, templateId: into.id, template: into.text });
      }
    }
  }
}
