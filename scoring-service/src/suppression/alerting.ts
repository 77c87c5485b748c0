import { SEVERITY_FROM, type Alerting, type Detector } from '@lapwing/contract';
import type { ScoreStore } from '../stores/score-store.ts';
import type { VerdictState } from '../verdict/verdict-state.ts';

const WEEK_MS = 7 * 86_400_000;

/** What a running detector's verdicts stand on; undefined while it has not begun. */
export interface AlertingState {
  verdict: VerdictState;
  /** Epoch ms. */
  watermark: number;
}

/** The score that a peak must reach to be an alert. */
export function thresholdOf(detector: Detector, { verdict, watermark }: AlertingState): number {
  const floor = detector.alert_at === undefined ? 0 : SEVERITY_FROM[detector.alert_at];
  return Math.max(floor, verdict.budget.current(watermark));
}

/** How a detector's alerts stand: its threshold, and what the last week before its watermark told and left out. */
export function alertingOf(
  detector: Detector,
  state: AlertingState | undefined,
  scores: Pick<ScoreStore, 'anomalies' | 'watermark'>,
): Alerting {
  const until = state?.watermark ?? scores.watermark(detector.id);
  const from = until === undefined ? undefined : until - WEEK_MS;
  const count = (alert: 'raised' | 'withheld'): number =>
    from === undefined ? 0 : scores.anomalies({ detectorId: detector.id, alert, from }, { limit: 1 }).total;
  const threshold = state === undefined ? null : thresholdOf(detector, state);
  return {
    detector_id: detector.id,
    budget: detector.alert_budget,
    threshold_score: threshold,
    expected_false_alerts_a_week:
      state === undefined || threshold === null ? null : state.verdict.budget.expectedAt(threshold),
    raised_7d: count('raised'),
    raised_groups_7d: state?.verdict.budget.toldInWeek(state.watermark) ?? 0,
    withheld_7d: count('withheld'),
    suppressed_7d: state?.verdict.suppressed.byRule() ?? { ignored: 0, smallest_effect: 0 },
  };
}
