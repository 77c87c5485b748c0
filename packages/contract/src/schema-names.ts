import { zodToOpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { z } from 'zod';
import { AnomalyTrends, Health, MetricsSummary, Performance, SeverityCounts } from './analytics.ts';
import { Alert, Anomaly } from './anomaly.ts';
import { Calendar } from './calendar.ts';
import { Feedback } from './feedback.ts';
import { AlertBudget, Alerting, Suppression, SuppressionWindow, TraceEntry } from './suppression.ts';
import { ApiKey, CreatedApiKey, Identity, NewApiKey, NewUser, Tokens, User, UserChange } from './auth.ts';
import { Backtest, BacktestEntry, BacktestRequest, BacktestResult, BacktestSignal } from './backtest.ts';
import { CallEdge, CallGraph, TraceExample } from './calls.ts';
import { Channel, ChannelTest, NewSilence, Notification, Silence } from './channel.ts';
import { Detector, DetectorCheck, DetectorQuery, LogMeasure } from './detector.ts';
import { ApiError, ErrorCode } from './errors.ts';
import { Explanation } from './explanation.ts';
import { LiveEvent } from './events.ts';
import {
  Incident,
  IncidentDetail,
  IncidentEpisode,
  IncidentEvent,
  IncidentPart,
  IncidentStep,
  IncidentSummary,
  LateSpans,
  SimilarIncident,
  Suspect,
} from './incident.ts';
import { IngestAnswer, IngestBody, IngestReading, IngestSeries, RegisteredApi } from './reading.ts';
import { AuditEntry } from './routes/admin.ts';
import { DetectorChange, DetectorEntry } from './routes/detectors.ts';
import { SourceInfo } from './routes/sources.ts';
import { ScoreSeries, Signal } from './signal.ts';
import { ExampleLine, LogTemplate, LogTemplateDetail, MessageLevel } from './templates.ts';
import { Labels, Role, Severity, SignalKind } from './words.ts';

/** The schemas that stand under `components` in the document, by the name they have in the code. */
const NAMED = {
  Alert,
  AlertBudget,
  Alerting,
  Anomaly,
  AnomalyTrends,
  ApiError,
  ApiKey,
  AuditEntry,
  Backtest,
  BacktestEntry,
  BacktestRequest,
  BacktestResult,
  BacktestSignal,
  Calendar,
  CallEdge,
  CallGraph,
  Channel,
  ChannelTest,
  CreatedApiKey,
  Detector,
  DetectorChange,
  DetectorCheck,
  DetectorEntry,
  DetectorQuery,
  ErrorCode,
  ExampleLine,
  Explanation,
  Feedback,
  Health,
  Identity,
  Incident,
  IncidentDetail,
  IncidentEpisode,
  IncidentEvent,
  IncidentPart,
  IncidentStep,
  IncidentSummary,
  IngestAnswer,
  IngestBody,
  IngestReading,
  IngestSeries,
  Labels,
  LateSpans,
  LiveEvent,
  LogMeasure,
  LogTemplate,
  LogTemplateDetail,
  MessageLevel,
  MetricsSummary,
  NewApiKey,
  NewSilence,
  NewUser,
  Notification,
  Performance,
  RegisteredApi,
  Role,
  ScoreSeries,
  Severity,
  SeverityCounts,
  Signal,
  SignalKind,
  Silence,
  SimilarIncident,
  SourceInfo,
  Suspect,
  Suppression,
  SuppressionWindow,
  Tokens,
  TraceExample,
  TraceEntry,
  User,
  UserChange,
} as const;

/** Names each schema where it stands, without a copy of it, so that every use of it becomes a reference. */
export function nameSchemas(): void {
  for (const [refId, schema] of Object.entries<z.ZodType>(NAMED)) {
    zodToOpenAPIRegistry.add(schema, { _internal: { refId } });
  }
}
