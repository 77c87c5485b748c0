/** What ails a pod at a moment, as tools of chaos do it. All nought when it is well. */
export interface Ill {
  /** Share of its processor that something else burns. */
  stress: number;
  /** Cores that it burns in all. */
  burn: number;
  /** MiB that are held for nothing, and how many more each second. */
  heldMib: number;
  leakMibS: number;
  /** MB a second that something else writes. */
  diskMbS: number;
  /** Sockets that hang, and share of new connections that are refused for it. */
  hanging: number;
  refused: number;
  /** Of what it sends: ms on each, share that is lost, kbit/s that pass (0: all). */
  delayMs: number;
  loss: number;
  kbitS: number;
  /** Nothing comes from it or to it: by the indices of those cut off, or all. */
  cut: 'nobody' | 'all' | ReadonlySet<number>;
  /** Its work takes so many times as long (1: as ever). */
  slow: number;
  /** Collections that stop it: ms, each so many seconds. */
  pauseMs: number;
  pauseEachS: number;
  clockMs: number;
  certificate: 'good' | 'expired';
}

export function well(): Ill {
  return {
    stress: 0,
    burn: 0,
    heldMib: 0,
    leakMibS: 0,
    diskMbS: 0,
    hanging: 0,
    refused: 0,
    delayMs: 0,
    loss: 0,
    kbitS: 0,
    cut: 'nobody',
    slow: 1,
    pauseMs: 0,
    pauseEachS: 0,
    clockMs: 0,
    certificate: 'good',
  };
}

/** A mistake in the code or the configuration of a service. */
export interface Broken {
  what:
    | 'throws'
    | 'wrong-parameter'
    | 'missing-call'
    | 'wrong-return'
    | 'unhandled'
    | 'slow-query'
    | 'lock'
    | 'pool'
    | 'timeout'
    | 'host';
  /** Which endpoint, and which of its steps, where it is one. */
  endpoint?: string;
  step?: number;
  /** Share of its requests. */
  share: number;
  /** How much: a factor or ms. */
  much: number;
  says: string;
}
