import type { Feedback } from '@lapwing/contract';
import { standing, type StandingFeedback } from './feedback-shift.ts';
import type { Calendars } from './windows.ts';

/** What verdicts take from outside the readings. Each entry says from when on it holds: the past stays as it was told. */
export interface VerdictInputs {
  feedback(detectorId: string): readonly StandingFeedback[];
  calendars: Calendars;
}

/** No calendars, and nobody said anything. */
export const NO_INPUTS: VerdictInputs = {
  feedback: () => [],
  calendars: { eventAt: () => undefined },
};

/** What people said, by detector, in memory: asked for each strange reading. */
export class FeedbackBook {
  readonly #byDetector = new Map<string, Map<string, StandingFeedback>>();

  constructor(kept: readonly Feedback[]) {
    for (const one of kept) this.put(one);
  }

  /** Adds a feedback, or puts its new state in place of the old one. */
  put(feedback: Feedback): void {
    const own = this.#byDetector.get(feedback.detector_id) ?? new Map<string, StandingFeedback>();
    own.set(feedback.id, standing(feedback));
    this.#byDetector.set(feedback.detector_id, own);
  }

  forget(detectorId: string): void {
    this.#byDetector.delete(detectorId);
  }

  readonly of = (detectorId: string): readonly StandingFeedback[] => [
    ...(this.#byDetector.get(detectorId)?.values() ?? []),
  ];
}
