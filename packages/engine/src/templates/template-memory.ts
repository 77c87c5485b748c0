import type { MessageLevel } from './level.ts';
import type { Template } from './template.ts';

/** What is known of one template in one service. */
export interface Known {
  templateId: string;
  template: string;
  level: MessageLevel;
  example: string;
  messages: number;
  /** Intervals in which it came. */
  intervals: number;
  firstMs: number;
  /** Start of the last interval in which it came. */
  lastMs: number;
  /** Intervals in which the service spoke and it did not, since it came last. */
  silent: number;
  /** Its silence has been told, or it has become part of a more general template. */
  closed: boolean;
}

/** A service's memory as it is saved. */
export interface MemoryState {
  sinceMs: number;
  messages: number;
  intervals: number;
  known: Known[];
}

/** Templates remembered for one service; beyond them the ones that came least, longest ago, are forgotten. */
const TEMPLATES_MOST = 4000;
const EXAMPLE_LONGEST = 500;

/** What has been seen of one service since learning began: its templates, how often, and when last. */
export class TemplateMemory {
  readonly known = new Map<string, Known>();
  messages = 0;
  /** Intervals in which the service spoke. */
  intervals = 0;
  /** Templates that came once so far. */
  once = 0;
  sinceMs: number;

  constructor(sinceMs: number) {
    this.sinceMs = sinceMs;
  }

  /** Takes in one message of the interval that starts at `startMs`; true when its template was never seen here. */
  add(template: Template, level: MessageLevel, message: string, startMs: number): boolean {
    this.messages++;
    const known = this.known.get(template.id);
    if (known === undefined) {
      if (this.known.size >= TEMPLATES_MOST) this.#forget();
      this.once++;
      this.known.set(template.id, {
        templateId: template.id,
        template: template.text,
        level,
        example: message.slice(0, EXAMPLE_LONGEST),
        messages: 1,
        intervals: 1,
        firstMs: startMs,
        lastMs: startMs,
        silent: 0,
        closed: false,
      });
      return true;
    }
    if (known.messages === 1) this.once--;
    known.messages++;
    if (startMs > known.lastMs) {
      known.lastMs = startMs;
      known.intervals++;
    }
    known.silent = 0;
    known.closed = false;
    return false;
  }

  /** The template `from` is now one of those that `into` stands for: what is known of it goes over. */
  move(from: string, into: Template): void {
    const old = this.known.get(from);
    if (old === undefined || from === into.id) return;
    const known = this.known.get(into.id);
    if (known === undefined) {
      this.known.set(into.id, { ...old, templateId: into.id, template: into.text });
    } else {
      known.messages += old.messages;
      known.intervals = Math.max(known.intervals, old.intervals);
      known.firstMs = Math.min(known.firstMs, old.firstMs);
      known.lastMs = Math.max(known.lastMs, old.lastMs);
    }
    if (old.messages === 1) this.once--;
    this.known.delete(from);
  }

  /** Chance that a message of this service is the first of its template: Good and Turing's estimate. */
  chanceOfNew(): number {
    return Math.min(1, (this.once + 1) / (this.messages + 1));
  }

  save(): MemoryState {
    const { sinceMs, messages, intervals } = this;
    return { sinceMs, messages, intervals, known: [...this.known.values()] };
  }

  static restore(state: MemoryState): TemplateMemory {
    const memory = new TemplateMemory(state.sinceMs);
    memory.messages = state.messages;
    memory.intervals = state.intervals;
    for (const known of state.known) memory.known.set(known.templateId, { ...known });
    memory.once = state.known.filter(({ messages }) => messages === 1).length;
    return memory;
  }

  #forget(): void {
    const worth = (known: Known): number => Math.log2(known.messages) * 1000 + known.lastMs / 1e12;
    const kept = [...this.known].sort(([, a], [, b]) => worth(b) - worth(a)).slice(0, TEMPLATES_MOST / 2);
    this.known.clear();
    for (const [id, known] of kept) this.known.set(id, known);
    this.once = kept.filter(([, known]) => known.messages === 1).length;
  }
}
