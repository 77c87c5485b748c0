import { setImmediate as nextTurn } from 'node:timers/promises';
import { EngineError } from '@lapwing/engine';
import { BehaviourProfile, observe, type BehaviourReading } from '@lapwing/engine/behaviour';
import type { BehaviourCell, BehaviourStore } from '../../stores/behaviour-store.ts';
import type { KeptEvents, KeptEventStore } from '../../stores/kept-events.ts';
import type { TimeRange } from '../source.ts';

/** So long, in intervals, an instance lasts at most; what its beginning said longer ago is not found any more. */
const LOOK_BACK = 2;
/** And at least this long: requests that take a minute are seen whole with intervals of ten seconds, too. */
const LOOK_BACK_LEAST_MS = 120_000;
const DECIBANS_A_DECADE = 10;
/** Beyond it a score tells no more. */
const DECIBANS_MOST = 300;
/** Below this nobody reads what was strange. */
const TOLD_FROM = 20;
const WORDS_LONGEST = 600;
/**
 * So many intervals after something strange a service of which nothing can be told reads 0: what is not seen any more is over, or an
 * anomaly would go on until somebody calls the service again.
 */
const ENDS_WITHIN = 6;

export interface StreamDeps {
  store: BehaviourStore;
  events: KeptEventStore;
}

/** Looks at the kept spans and lines interval by interval, each once, and keeps what it found with what it learnt. */
export class BehaviourStream {
  readonly #key: string;
  readonly #step: number;
  readonly #deps: StreamDeps;
  #profile: BehaviourProfile | undefined;
  #heardSince: number | undefined;
  /** When a service was strange last. */
  #strange = new Map<string, number>();

  constructor(key: string, step: number, deps: StreamDeps) {
    this.#key = key;
    this.#step = step;
    this.#deps = deps;
  }

  /** Fills what is not looked at yet of `range`, which lies on the grid. */
  async fill(range: TimeRange, signal: AbortSignal): Promise<void> {
    const { store } = this.#deps;
    for (const gap of store.missing(this.#key, range)) {
      const known = store.state(this.#key);
      const until = known?.until ?? -Infinity;
      if (this.#profile === undefined) this.#strange = this.#strangeBefore(until);
      const profile = this.#profile ?? this.#restored(known?.profile);
      const heardSince = this.#profile === undefined ? known?.heardSince : this.#heardSince;
      // Until it is stored, what was learnt is ahead: whatever fails, it is read anew.
      this.#profile = undefined;
      this.#heardSince = gap.from > until ? undefined : heardSince;
      const cells: BehaviourCell[] = [];
      // What lies before what was looked at last is past: a profile can't go back in time.
      for (let time = Math.max(gap.from, until); time < gap.to; time += this.#step) {
        signal.throwIfAborted();
        cells.push(...this.#withEnds(this.#look(profile, time), time));
        await nextTurn();
      }
      const state = { until: Math.max(gap.to, until), heardSince: this.#heardSince, profile: profile.save() };
      store.append(this.#key, gap, cells, state);
      this.#profile = profile;
    }
  }

  #restored(saved: string | undefined): BehaviourProfile {
    try {
      return new BehaviourProfile(saved);
    } catch (error) {
      // Another version wrote it: behaviour is learnt anew.
      if (error instanceof EngineError) return new BehaviourProfile();
      throw error;
    }
  }

  #strangeBefore(until: number): Map<string, number> {
    if (!Number.isFinite(until)) return new Map();
    const range = { from: until - ENDS_WITHIN * this.#step, to: until };
    const strange = this.#deps.store.cells(this.#key, range).filter(({ decibans }) => decibans >= TOLD_FROM);
    return new Map(strange.map(({ service, time }) => [service, time]));
  }

  #withEnds(cells: BehaviourCell[], time: number): BehaviourCell[] {
    const told = new Set(cells.map(({ service }) => service));
    for (const [service, at] of this.#strange) {
      if (time - at > ENDS_WITHIN * this.#step) this.#strange.delete(service);
      else if (!told.has(service)) cells.push({ time, service, decibans: 0, words: '' });
    }
    for (const { service, decibans } of cells) if (decibans >= TOLD_FROM) this.#strange.set(service, time);
    return cells;
  }

  #look(profile: BehaviourProfile, time: number): BehaviourCell[] {
    const to = time + this.#step;
    const back = Math.max(LOOK_BACK * this.#step, LOOK_BACK_LEAST_MS);
    const kept = this.#deps.events.range({ from: time - back, to });
    const first = firstHeard(kept, time);
    if (first === undefined) {
      this.#heardSince = undefined;
      return [];
    }
    this.#heardSince ??= first;
    const heardSinceMs = this.#heardSince < time - back ? -Infinity : this.#heardSince;
    const seen = observe(kept.spans, kept.lines, { fromMs: time, toMs: to, heardSinceMs });
    return profile.step(seen).map((reading) => cellOf(reading, time));
  }
}

/** When the first of an interval came; where both spans and lines did, when both did. Undefined when nothing came. */
function firstHeard({ spans, lines }: KeptEvents, from: number): number | undefined {
  let [span, line] = [Infinity, Infinity];
  for (const { timeMs, durationMs } of spans) {
    if (timeMs + durationMs >= from) span = Math.min(span, timeMs + durationMs);
  }
  for (const { timeMs } of lines) if (timeMs >= from) line = Math.min(line, timeMs);
  const heard = [span, line].filter(Number.isFinite);
  return heard.length === 0 ? undefined : Math.max(...heard);
}

function cellOf({ service, decades, findings }: BehaviourReading, time: number): BehaviourCell {
  const decibans = Math.min(DECIBANS_MOST, DECIBANS_A_DECADE * decades);
  const told = decibans >= TOLD_FROM ? findings.map(({ words }) => words).join('; ') : '';
  const words = told.length <= WORDS_LONGEST ? told : `${told.slice(0, WORDS_LONGEST - 1)}…`;
  return { time, service, decibans, words };
}
