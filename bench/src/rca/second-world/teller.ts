import type { Chance } from '../made-up/chance.ts';
import type { Level } from './wording.ts';
import type { Pod } from './pod.ts';

/** One request of a user, or a message's way, over all services. */
export interface Trace {
  number: number;
  /** 32 hex digits. */
  id: string;
  /** It is among those whose spans are kept. */
  sampled: boolean;
  /** Its own draws: they are the same whether or not something is wrong. */
  chance: Chance;
}

export interface Span {
  trace: Trace;
  id: number;
  parent: number;
  pod: Pod;
  kind: 'server' | 'client' | 'consumer' | 'producer';
  operation: string;
  peer: number;
  startMs: number;
  endMs: number;
  status: number;
}

/** Something that is said in the log of a pod. */
export interface Said {
  pod: Pod;
  timeMs: number;
  level: Level;
  text: string;
  file: string;
  at: number;
  trace?: Trace;
  span?: number;
  /** Lines of a stack trace behind it. */
  stack?: string[];
}

/** Who listens to what happens. */
export interface Teller {
  span?: (span: Span) => void;
  say?: (said: Said) => void;
}
