import type { Anomaly, Incident, Labels, Severity } from '@lapwing/contract';
import { anomalyId, signalId } from '../signals/signal-id.ts';
import type { StoredIncident } from './incident-store.ts';
import type { NewSignal, ScoreColumns, ScoreCommit } from './score-store.ts';

/** What tests commit to a store. */

export const MINUTE = 60_000;
/** A midnight in UTC. */
export const START = Date.parse('2026-11-01T00:00:00Z');

export interface TestRow {
  signal: string;
  time: number;
  value: number;
  score?: number;
  pValue?: number;
  news?: number;
  expected?: number;
  lower?: number;
  upper?: number;
}

export function testSignal(labels: Labels, detectorId = 'shop'): NewSignal {
  const source = 'demo';
  return {
    id: signalId(source, 'metric', labels),
    detectorId,
    source,
    kind: 'metric',
    labels,
    intervalSeconds: MINUTE / 1000,
  };
}

function testColumns(rows: TestRow[]): ScoreColumns {
  const column = (of: (row: TestRow) => number): Float64Array => Float64Array.from(rows, of);
  return {
    signals: rows.map(({ signal }) => signal),
    times: column((row) => row.time),
    values: column((row) => row.value),
    scores: column((row) => row.score ?? 0),
    pValues: column((row) => row.pValue ?? 1),
    news: column((row) => row.news ?? 0),
    expected: column((row) => row.expected ?? Number.NaN),
    lower: column((row) => row.lower ?? Number.NaN),
    upper: column((row) => row.upper ?? Number.NaN),
  };
}

export function testStep(rows: TestRow[], more: Partial<Omit<ScoreCommit, 'scores'>> = {}): ScoreCommit {
  return {
    detectorId: 'shop',
    newSignals: [],
    anomalies: [],
    watermark: Math.max(START, ...rows.map(({ time }) => time + MINUTE)),
    ...more,
    scores: testColumns(rows),
  };
}

export function testAnomaly(
  signal: NewSignal,
  start: number,
  more: { end?: number; severity?: Severity; score?: number; alert?: Anomaly['alert'] } = {},
): Anomaly {
  return {
    id: anomalyId(signal.id, signal.detectorId, start),
    signal_id: signal.id,
    detector_id: signal.detectorId,
    source: signal.source,
    kind: signal.kind,
    labels: signal.labels,
    start: new Date(start).toISOString(),
    end: more.end === undefined ? null : new Date(more.end).toISOString(),
    peak: new Date(start).toISOString(),
    severity: more.severity ?? 'HIGH',
    score: more.score ?? 55,
    p_value: 10 ** -((more.score ?? 55) / 10),
    actual: 9.5,
    expected: 1.25,
    lower: 0.5,
    upper: 2,
    feature: 'level',
    model: 'statistical',
    reason: 'latency is 9.5, expected 1.25',
    alert: more.alert ?? 'raised',
    alert_reason: 'the score reaches 50',
    trace: [],
  };
}

/** An open incident of two services that began at minute `from`. */
export function testIncident(id: string, from: number, more: Partial<Incident> = {}): StoredIncident {
  const started = new Date(START + from * MINUTE).toISOString();
  const incident: Incident = {
    id,
    status: 'open',
    severity: 'HIGH',
    score: 62,
    title: 'Trouble in cart',
    started_at: started,
    updated_at: started,
    resolved_at: null,
    services: ['cart', 'web'],
    anomalies: 2,
    suspect: null,
    suspects: [],
    confidence: 'unknown',
    parts: [],
    steps: [],
    history: [{ at: started, what: 'opened', detail: 'cart', by: null }],
    episodes: [],
    late: [],
    unseen: [],
    merged_into: null,
    split_from: null,
    ...more,
  };
  return { incident, anomalyIds: [`${id}-a`, `${id}-b`] };
}
