import type { Pod } from './pod.ts';
import type { Trace } from './teller.ts';

/** What comes of a request; `empty`: an answer that has not what it should. */
export interface Outcome {
  status: number;
  why: string;
  empty: boolean;
}

export const GOOD: Outcome = { status: 200, why: '', empty: false };

/** How a request differs from what is usual. */
export interface Manner {
  /** A parameter is wrong. */
  bad?: boolean;
  /** Its work is so many times as much. */
  heavy?: number;
}

export interface Request {
  pod: Pod;
  endpoint: string;
  trace: Trace;
  parent: number;
  kind: 'server' | 'consumer';
  from: number;
  manner: Manner;
  answer: (outcome: Outcome) => void;
}
