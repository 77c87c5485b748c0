import type { LapwingError } from '../../errors.ts';

/**
 * What became of a request that failed: it passes by itself (`wait`), it asked for too much at once (`shrink`: a smaller
 * one may go through now), or a person must mend something (`refused`).
 */
export type Failure =
  | { kind: 'wait'; reason: string; askedMs: number; error: LapwingError }
  | { kind: 'shrink'; reason: string; askedMs: number; error: LapwingError }
  | { kind: 'refused'; error: LapwingError };

export type PassingFailure = Exclude<Failure, { kind: 'refused' }>;

/** A request that asked for too much; whoever chose its size makes it smaller. */
export class TooMuchError extends Error {
  readonly failure: Failure & { kind: 'shrink' };
  constructor(failure: Failure & { kind: 'shrink' }) {
    super(failure.reason, { cause: failure.error });
    this.name = 'TooMuchError';
    this.failure = failure;
  }
}
