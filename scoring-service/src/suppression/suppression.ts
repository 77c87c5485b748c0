import type { Alerting, Detector, Health } from '@lapwing/contract';
import type { Stores } from '../stores/open-stores.ts';
import { FeedbackBook, type VerdictInputs } from '../verdict/inputs.ts';
import { alertingOf, type AlertingState } from './alerting.ts';
import { CalendarBook } from './calendar-book.ts';
import { createCalendarService, type CalendarService } from './calendar-service.ts';
import { createFeedbackService, type FeedbackService } from './feedback-service.ts';

export interface SuppressionDeps {
  stores: Pick<Stores, 'admin' | 'scores' | 'feedback' | 'calendars'>;
  /** What a running detector knows; undefined for one that has not begun. */
  state: (detectorId: string) => AlertingState | undefined;
  now: () => number;
}

/** What decides, beside the scores, what becomes an alert: what people said, and calendars. */
export interface SuppressionParts {
  /** For the verdicts of the pipeline. */
  inputs: VerdictInputs;
  feedback: FeedbackService;
  calendars: CalendarService;
  alerting: (detector: Detector) => Alerting;
  /** Parts of the service's health, those of detectors with how their alerts stand. */
  withAlerts: (parts: Health['parts']) => Health['parts'];
  /** Forgets what was said of a detector that is deleted. */
  forget: (detectorId: string) => void;
}

const DETECTOR_PART = 'detector:';

/** Reads what is kept into memory. Throws LapwingError STORE_UNAVAILABLE. */
export function createSuppression({ stores, state, now }: SuppressionDeps): SuppressionParts {
  const { admin, scores } = stores;
  const said = new FeedbackBook(stores.feedback.all());
  const calendarBook = new CalendarBook();
  for (const version of stores.calendars.all()) calendarBook.add(version);
  const alerting = (detector: Detector): Alerting => alertingOf(detector, state(detector.id), scores);
  return {
    inputs: { feedback: said.of, calendars: calendarBook },
    feedback: createFeedbackService({
      ...{ store: stores.feedback, book: said, scores, now },
      reached: (id) => state(id)?.watermark,
    }),
    calendars: createCalendarService({
      ...{ store: stores.calendars, book: calendarBook, now },
      detectors: () => admin.detectors().map(({ detector }) => detector),
    }),
    alerting,
    withAlerts: (parts) =>
      parts.map((part) => {
        const detector =
          part.kind === 'detector' ? admin.detector(part.name.slice(DETECTOR_PART.length)) : undefined;
        if (detector === undefined) return part;
        const { threshold_score, raised_7d, withheld_7d } = alerting(detector.detector);
        return threshold_score === null
          ? part
          : { ...part, alerts: { threshold_score, raised_7d, withheld_7d } };
      }),
    forget(detectorId) {
      stores.feedback.forgetDetector(detectorId);
      said.forget(detectorId);
    },
  };
}
