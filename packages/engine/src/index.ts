export { SCORE_MOST, scoreOf } from './score.ts';
export { FEATURES, createScores, type BankScores, type FeatureName } from './bank/scores.ts';
export { type Bank, type BankSettings } from './bank/bank.ts';
export { createBank, restoreBank } from './bank/create.ts';
export { type AnomalyRun, type AnomalyTracker, type TrackerSettings } from './anomaly/tracker.ts';
export { createTracker, restoreTracker } from './anomaly/column-tracker.ts';
export { EngineError, type EngineErrorCode } from './errors.ts';
export { RowScorer, createRowScorer, type RowScore } from './joint/row-scorer.ts';
