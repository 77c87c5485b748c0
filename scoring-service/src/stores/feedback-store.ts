import type { Feedback, FeedbackVerdict } from '@lapwing/contract';
import type { Page, PageRequest } from './score-store.ts';

export interface FeedbackFilter {
  detectorId?: string;
  signalId?: string;
  anomalyId?: string;
  /** One of these. */
  anomalyIds?: readonly string[];
  verdict?: FeedbackVerdict;
  /** With those that were taken back. */
  removed?: boolean;
}

/** What people said of anomalies. What was taken back stays: intervals before that are judged with it for ever. */
export interface FeedbackStore {
  /** Adds a feedback, or puts its new state in place of the old one. Durable before it returns. */
  put(feedback: Feedback): void;
  get(id: string): Feedback | undefined;
  /** Newest first. Throws LapwingError BAD_REQUEST for a cursor that it did not give. */
  list(filter: FeedbackFilter, page: PageRequest): Page<Feedback>;
  all(): Feedback[];
  forgetDetector(detectorId: string): void;
}
