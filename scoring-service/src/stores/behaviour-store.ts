import type { TimeRange } from '../sources/source.ts';

/** How strange one interval of one service was. */
export interface BehaviourCell {
  time: number;
  service: string;
  decibans: number;
  /** What was strange, for a person; empty where nothing was. */
  words: string;
}

/** What is known after the intervals before `until` (epoch ms). */
interface BehaviourState {
  until: number;
  /** Since when spans and lines came without a pause; undefined when they paused last. */
  heardSince: number | undefined;
  profile: string;
}

/** Behaviour is looked at once, interval by interval: what was found is kept, with what was learnt by then. */
export interface BehaviourStore {
  state(stream: string): BehaviourState | undefined;
  missing(stream: string, range: TimeRange): TimeRange[];
  /** All of it or nothing, and there after a power cut. */
  append(stream: string, range: TimeRange, cells: readonly BehaviourCell[], state: BehaviourState): void;
  /** By time, then service. */
  cells(stream: string, range: TimeRange): BehaviourCell[];
  cell(stream: string, time: number, service: string): BehaviourCell | undefined;
  /** Removes some of what is older than `beforeMs` and says how much; to be called again until that is 0. */
  expire(beforeMs: number): number;
}
