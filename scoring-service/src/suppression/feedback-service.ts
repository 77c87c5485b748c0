import { randomUUID } from 'node:crypto';
import type { AnomalyFeedbackBody, Feedback, SignalFeedbackBody } from '@lapwing/contract';
import { LapwingError } from '../errors.ts';
import type { FeedbackFilter, FeedbackStore } from '../stores/feedback-store.ts';
import type { Page, PageRequest, ScoreStore } from '../stores/score-store.ts';
import type { FeedbackBook } from '../verdict/inputs.ts';
import { strangestOf } from './strangest.ts';

export interface FeedbackDeps {
  store: FeedbackStore;
  /** Where verdicts look: told after the store. */
  book: FeedbackBook;
  scores: Pick<ScoreStore, 'anomaly' | 'signal' | 'series' | 'watermark'>;
  /** How far a running detector has scored in memory (epoch ms), past what is stored. */
  reached: (detectorId: string) => number | undefined;
  now: () => number;
}

/** Takes what people say of anomalies. */
export interface FeedbackService {
  /** Takes the place of an earlier verdict on the same anomaly. Throws NOT_FOUND. */
  judge(anomalyId: string, said: AnomalyFeedbackBody, by: string): Feedback;
  /** Throws NOT_FOUND; BAD_TIME where the stretch has no reading. */
  missed(signalId: string, said: SignalFeedbackBody, by: string): Feedback;
  list(filter: FeedbackFilter, page: PageRequest): Page<Feedback>;
  /** Takes a verdict back. Throws NOT_FOUND; one that was taken back stays so. */
  remove(id: string, by: string): Feedback;
}

export function createFeedbackService(deps: FeedbackDeps): FeedbackService {
  const { store, book, scores, reached, now } = deps;

  /** The first interval that no verdict was made for yet: the past stays as it was told, and a replay sees the same. */
  function firstUnjudged(detectorId: string): string {
    const until = Math.max(scores.watermark(detectorId) ?? -Infinity, reached(detectorId) ?? -Infinity);
    return new Date(Number.isFinite(until) ? until : now()).toISOString();
  }

  function keep(feedback: Feedback): Feedback {
    store.put(feedback);
    book.put(feedback);
    return feedback;
  }

  function takeBack(feedback: Feedback, by: string): Feedback {
    if (feedback.removed_at !== null) return feedback;
    const removed_at = new Date(now()).toISOString();
    const effective_until = firstUnjudged(feedback.detector_id);
    return keep({ ...feedback, removed_at, removed_by: by, effective_until });
  }

  function made(
    detectorId: string,
    by: string,
  ): Pick<Feedback, 'id' | 'by' | 'created_at' | 'effective_from'> &
    Pick<Feedback, 'removed_at' | 'removed_by' | 'effective_until'> {
    return {
      ...{ id: randomUUID(), by, created_at: new Date(now()).toISOString() },
      effective_from: firstUnjudged(detectorId),
      ...{ removed_at: null, removed_by: null, effective_until: null },
    };
  }

  return {
    judge(anomalyId, { verdict, note }, by) {
      const anomaly = scores.anomaly(anomalyId);
      if (anomaly === undefined) throw missing('anomaly', anomalyId, 'GET /api/v1/anomalies lists them');
      const { signal_id, detector_id, labels, start, end, peak, feature, p_value } = anomaly;
      const before = store.list({ anomalyId }, { limit: 100 }).items;
      for (const one of before) takeBack(one, by);
      return keep({
        ...made(detector_id, by),
        ...{
          verdict,
          note,
          anomaly_id: anomalyId,
          signal_id,
          detector_id,
          labels,
          start,
          end,
          peak,
          feature,
        },
        // The score is capped; what is like it must be measured by the p-value itself.
        score: -10 * Math.log10(p_value),
        up: !(anomaly.actual < anomaly.expected),
      });
    },
    missed(signalId, { verdict, start, end, note }, by) {
      const signal = scores.signal(signalId);
      const series = scores.series(signalId, start, end, MOST_POINTS);
      if (signal === undefined || series === undefined) {
        throw missing('signal', signalId, 'GET /api/v1/signals lists them');
      }
      const strangest = strangestOf(series);
      if (strangest === undefined) throw noReading(start, end);
      const { detector_id, labels } = signal;
      const iso = (time: number): string => new Date(time).toISOString();
      return keep({
        ...made(detector_id, by),
        ...{ verdict, note, anomaly_id: null, signal_id: signalId, detector_id, labels, feature: null },
        ...{ start: iso(start), end: iso(end), peak: iso(strangest.time) },
        ...{ score: strangest.score, up: strangest.up },
      });
    },
    list: (filter, page) => store.list(filter, page),
    remove(id, by) {
      const feedback = store.get(id);
      if (feedback === undefined) throw missing('feedback', id, 'GET /api/v1/feedback lists it');
      return takeBack(feedback, by);
    },
  };
}

/** A stretch longer than this many readings is thinned: the highest score of each step is kept. */
const MOST_POINTS = 5_000;

function missing(what: string, id: string, hint: string): LapwingError {
  const message = `there is no ${what} ${JSON.stringify(id)}, or it is older than what is kept`;
  return new LapwingError('NOT_FOUND', { message, where: 'path.id', hint });
}

function noReading(start: number, end: number): LapwingError {
  const [from, to] = [new Date(start).toISOString(), new Date(end).toISOString()];
  return new LapwingError('BAD_TIME', {
    message: `the signal has no reading from ${from} to ${to}`,
    where: 'body.start',
    hint: 'name a stretch that the chart of the signal shows readings in',
  });
}
