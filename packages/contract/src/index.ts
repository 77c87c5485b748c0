// The public surface of the contract: every schema, and the type of the same name.
export {
  SignalKind,
  Direction,
  Severity,
  SEVERITY_FROM,
  severityOf,
  Role,
  Duration,
  durationSeconds,
  Moment,
  Labels,
} from './words.ts';
export { Signal, ScoreSeries } from './signal.ts';
export {
  IngestReading,
  IngestSeries,
  INGEST_BATCH_MOST,
  IngestBody,
  IngestAnswer,
  RegisteredApi,
} from './reading.ts';
export {
  LogFilter,
  LogMeasure,
  OpenSearchQuery,
  PrometheusQuery,
  IngestQuery,
  CsvQuery,
  EntitiesQuery,
  CallMeasure,
  TracesQuery,
  TemplatesQuery,
  BehaviourQuery,
  DetectorQuery,
  Detector,
  DetectorCheck,
  type DetectorInput,
} from './detector.ts';
export { MessageLevel, LogTemplate, LogTemplateDetail, ExampleLine } from './templates.ts';
export { CallEdge, CallGraph, TraceExample } from './calls.ts';
export { Feature, AnomalyModel, AlertDecision, Anomaly, AlertStatus, Alert } from './anomaly.ts';
export {
  SuppressionRule,
  TraceEntry,
  TimeZone,
  Weekday,
  WindowEffect,
  SuppressionWindow,
  Suppression,
  AlertBudget,
  falseAlertsAWeek,
  Alerting,
} from './suppression.ts';
export { FeedbackVerdict, AnomalyFeedbackBody, SignalFeedbackBody, Feedback } from './feedback.ts';
export {
  ChannelName,
  ChannelType,
  Channel,
  ChannelTest,
  NotificationEvent,
  NotificationStatus,
  Notification,
  NewSilence,
  Silence,
} from './channel.ts';
export { CalendarName, CalendarBody, CalendarEvent, Calendar, LONGEST_CALENDAR } from './calendar.ts';
export {
  DOCUMENT_SCHEMA_VERSION,
  SCORES_ALIAS,
  Watched,
  ANOMALIES_ALIAS,
  INCIDENTS_ALIAS,
  scoresIndex,
  anomaliesIndex,
  incidentsIndex,
  ScoreDocument,
  AnomalyDocument,
  IncidentDocument,
} from './documents.ts';
export {
  SHORTEST_PASSWORD,
  Username,
  Password,
  LoginBody,
  RefreshBody,
  Tokens,
  User,
  NewUser,
  UserChange,
  PasswordChange,
  ApiKey,
  NewApiKey,
  CreatedApiKey,
  Identity,
} from './auth.ts';
export {
  PartStatus,
  Health,
  SeverityCounts,
  MetricsSummary,
  AnomalyTrends,
  History,
  Performance,
} from './analytics.ts';
export {
  BacktestRequest,
  BacktestThreshold,
  BacktestBudget,
  BacktestSignal,
  BacktestResult,
  BacktestStatus,
  Backtest,
  BacktestEntry,
} from './backtest.ts';
export {
  IncidentStatus,
  Suspect,
  Confidence,
  IncidentEvent,
  IncidentPart,
  IncidentStep,
  IncidentEpisode,
  LateSpans,
  IncidentSummary,
  Incident,
  IncidentDetail,
  INCIDENT_ANOMALIES_MOST,
  SimilarIncident,
} from './incident.ts';
export { ExplainedValue, Explanation } from './explanation.ts';
export { LiveEvent } from './events.ts';
export { ErrorCode, ApiError } from './errors.ts';
export {
  ROUTES,
  everyRoute,
  type RouteName,
  type ParamsOf,
  type QueryOf,
  type BodyOf,
  type AnswerOf,
} from './routes/index.ts';
export {
  errorsOf,
  type Route,
  type Access,
  type Method,
  type MediaAnswer,
  type RawBody,
} from './routes/route.ts';
export { ERROR_STATUS } from './routes/error-status.ts';
export { pageOf } from './routes/query.ts';
export { AuditEntry } from './routes/admin.ts';
export { DetectorEntry, DetectorChange } from './routes/detectors.ts';
export { SourceInfo } from './routes/sources.ts';
export { LiveEventType, EventGap } from './routes/events.ts';
export { readAnswer } from './later/read-answer.ts';
export { type LaterWord } from './later/repair.ts';
export { laterWord, wordShown } from './later/said.ts';
