export { SCORE_MOST, scoreOf } from './score.ts';
export {
  FEATURES,
  MODELS,
  createScores,
  type BankScores,
  type FeatureName,
  type ModelName,
} from './bank/scores.ts';
export { type Bank, type BankNets, type BankSettings } from './bank/bank.ts';
export { createBank, restoreBank } from './bank/create.ts';
export { type AnomalyRun, type AnomalyTracker, type TrackerSettings } from './anomaly/tracker.ts';
export { ECHO_MOST, createTracker, restoreTracker } from './anomaly/column-tracker.ts';
export { AlertBudget, type BudgetSettings, type BudgetState } from './budget/alert-budget.ts';
export { EngineError, type EngineErrorCode } from './errors.ts';
export { RowScorer, createRowScorer, type RowScore } from './joint/row-scorer.ts';
export {
  NET_FORMAT,
  NET_KINDS,
  decodeNet,
  encodeNet,
  netId,
  type Net,
  type NetKind,
  type Tensor,
} from './nets/net-file.ts';
export { DEGREES, NATS_OFFSET, SIGMA_LEAST, surpriseNats } from './nets/likelihood.ts';
export { LSTM_INPUTS, LstmNet } from './nets/lstm-net.ts';
export { LSTM_WARM_UP } from './models/lstm.ts';
export {
  entitySequence,
  signalSequence,
  type EntitySignal,
  type Sequence,
  type SignalReadings,
} from './nets/sequence.ts';
export { strayFromBand } from './nets/stray.ts';
export {
  ENTITY_FORECAST,
  ENTITY_INPUTS,
  ENTITY_SOURCES,
  POOL_FEATURES,
  SOURCE_COUNT,
  SOURCE_INPUTS,
  type EntitySource,
} from './nets/entity/entity-layout.ts';
export { EntityPool } from './nets/entity/entity-pool.ts';
export { type EntityNet } from './nets/entity/entity-net.ts';
export { entityNetOf, readEntityNet } from './nets/entity/read-entity-net.ts';
export { ATTENTION_STEPS } from './nets/entity/msif-lstm-net.ts';
export { PLE_EXPERTS, PLE_LAYERS } from './nets/entity/ple-gru-net.ts';
export {
  ENTITY_SCORES,
  EntityScorer,
  createEntityScores,
  type EntityScores,
} from './nets/entity/entity-scorer.ts';
export { IncidentBook, type IncidentContext } from './incident/book.ts';
export { type CorrelatedAnomaly, type Episode } from './incident/episode.ts';
export {
  type Incident,
  type IncidentEvent,
  type IncidentPart,
  type IncidentStatus,
} from './incident/incident.ts';
export { type Spread } from './incident/grouping.ts';
export { type ServiceGraph } from './incident/topology.ts';
export { levelNamed, levelOf, type MessageLevel } from './templates/level.ts';
export {
  TemplateParser,
  createTemplateParser,
  restoreTemplateParser,
  type ParsedMessage,
  type TemplateParserSettings,
} from './templates/parser.ts';
export { type Shape } from './templates/shape-table.ts';
export { type Template, type TemplateMove } from './templates/template.ts';
export {
  OTHER_SERVICES,
  TemplateCounter,
  createTemplateCounter,
  restoreTemplateCounter,
  type CountedMessage,
  type ServiceInterval,
  type TemplateCounterSettings,
  type TemplateInterval,
} from './templates/template-counter.ts';
export { type TemplateCount } from './templates/open-intervals.ts';
export { type TemplateFinding } from './templates/template-findings.ts';
export { CallGraph, type CallGraphData } from './suspects/call-graph.ts';
export {
  beyondLuck,
  saturated,
  type Evidence,
  type EvidenceKind,
  type EvidenceReach,
} from './suspects/evidence.ts';
export { type EventMood } from './suspects/event-evidence.ts';
export { quoteOf } from './templates/quote.ts';
export { withLocation } from './suspects/code-location.ts';
export { type LogEvent } from './suspects/log-evidence.ts';
export { metricEvidence } from './suspects/metric-evidence.ts';
export { type MetricSeries } from './suspects/metric-series.ts';
export { ROLE, metricRole, type MetricRole } from './suspects/metric-role.ts';
export {
  confidenceOf,
  rankSuspects,
  type Confidence,
  type RankOptions,
  type Suspect,
} from './suspects/rank.ts';
export { spanTree, type SpanEvent, type TreeSpan } from './suspects/span-tree.ts';
export {
  suspectsOf,
  type RcaInput,
  type RcaOptions,
  type RcaResult,
  type RcaSuspect,
} from './suspects/suspects-of.ts';
export { explainChange, type Dimension, type ExplainedDimension } from './explain/explain-change.ts';
