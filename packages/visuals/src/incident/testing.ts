import type { IncidentDetail } from '@lapwing/contract';
import { anomaly } from '../testing.ts';

const START = Date.parse('2026-01-01T10:00:00.000Z');
const at = (minute: number): string => new Date(START + minute * 60_000).toISOString();

const ledger = {
  ...{ rank: 1, service: 'ledger', kind: 'metric' as const, signal: 'latency', signal_id: 'l1', score: 9 },
  ...{ evidence: ['latency rose first, 2 min before web'], path: ['ledger', 'web'] },
};

/** An incident for tests: ledger's latency, two minutes later web's errors, still open. */
export function incidentDetail(change: Partial<IncidentDetail> = {}): IncidentDetail {
  return {
    ...{ id: 'i1', status: 'open', severity: 'CRITICAL', score: 72, title: 'Trouble in ledger' },
    ...{ started_at: at(0), updated_at: at(3), resolved_at: null, anomalies: 2 },
    services: ['ledger', 'web'],
    suspect: ledger,
    suspects: [ledger],
    confidence: 'likely',
    parts: [
      { entity: 'ledger', start: at(0), end: at(5), score: 72, anomaly_ids: ['a-l'] },
      { entity: 'web', start: at(2), end: null, score: 60, anomaly_ids: ['a-w'] },
    ],
    steps: [{ from: 'ledger', to: 'web', lag_seconds: 120, evidence: 3 }],
    history: [{ at: at(0), what: 'opened', detail: 'ledger', by: null }],
    ...{ episodes: [], late: [], unseen: [], merged_into: null, split_from: null },
    members: [
      anomaly({
        id: 'a-l',
        signal_id: 'l1',
        labels: { service: 'ledger' },
        start: at(0),
        end: at(5),
        score: 72,
      }),
      anomaly({ id: 'a-w', signal_id: 'w1', labels: { service: 'web' }, start: at(2), end: null, score: 60 }),
    ],
    ...change,
  };
}
