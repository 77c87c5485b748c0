import type { Incident, IncidentStatus } from '@lapwing/contract';
import { NOON } from './test-api.ts';

/** An incident of `services` that began at noon. */
export function incidentRecordOf(status: IncidentStatus, services: string[]): Incident {
  const at = new Date(NOON).toISOString();
  return {
    ...{ id: `inc-${services.join('-')}`, status, severity: 'HIGH', score: 60, services, anomalies: 1 },
    ...{ title: `Trouble in ${services.join()}`, started_at: at, updated_at: at, resolved_at: null },
    ...{ suspect: null, suspects: [], confidence: 'unknown', parts: [], steps: [], history: [] },
    ...{ episodes: [], late: [], unseen: [] },
    ...{ merged_into: null, split_from: null },
  };
}
