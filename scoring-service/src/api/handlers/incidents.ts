import { INCIDENT_ANOMALIES_MOST, pageOf, type Anomaly, type IncidentDetail } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import { similarIncidents } from '../../incidents/similar.ts';
import type { StoredIncident } from '../../stores/incident-store.ts';
import type { ApiDeps } from '../deps.ts';
import { present } from '../filters.ts';
import { type Call, type Handlers, whoOf } from '../handler.ts';
import { refuseEmpty } from '../time-range.ts';
import { noIncident } from './no-incident.ts';
import { record } from './record.ts';

type Incidents = Pick<
  Handlers,
  | 'listIncidents'
  | 'getIncident'
  | 'similarIncidents'
  | 'acknowledgeIncident'
  | 'resolveIncident'
  | 'reopenIncident'
>;
type Word = 'acknowledge' | 'resolve' | 'reopen';
type WordCall = Call<'acknowledgeIncident' | 'resolveIncident' | 'reopenIncident'>;

export function incidentHandlers(deps: ApiDeps): Incidents {
  const { incidents, scores, correlator } = deps;
  const stored = (id: string): StoredIncident => {
    const found = incidents.incident(id);
    if (found === undefined) throw noIncident(id);
    return found;
  };
  const detail = (id: string): IncidentDetail => {
    const { incident, anomalyIds } = stored(id);
    const members = anomalyIds
      .map((anomalyId) => scores.anomaly(anomalyId))
      .filter((anomaly): anomaly is Anomaly => anomaly !== undefined)
      .sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.id < b.id ? -1 : 1))
      .slice(0, INCIDENT_ANOMALIES_MOST);
    return { ...incident, members };
  };
  const say = (word: Word, call: WordCall): IncidentDetail => {
    const { id } = call.params;
    const { incident } = stored(id);
    if (!correlator.say(word, id, whoOf(call).identity.name)) throw wrongState(word, incident.status);
    record(deps, call, `incident.${word}`, id);
    return detail(id);
  };

  return {
    listIncidents: ({ query }) => {
      const { start_time: from, end_time: to, status: statuses, severity: severities, service } = query;
      refuseEmpty(from, to);
      return incidents.incidents(present({ from, to, statuses, severities, service }), pageOf(query));
    },
    getIncident: ({ params }) => detail(params.id),
    similarIncidents: ({ params }) => {
      const items = similarIncidents(incidents, stored(params.id).incident);
      return { items, total: items.length };
    },
    acknowledgeIncident: (call) => say('acknowledge', call),
    resolveIncident: (call) => say('resolve', call),
    reopenIncident: (call) => say('reopen', call),
  };
}

const DONE: Record<Word, string> = {
  acknowledge: 'acknowledged',
  resolve: 'resolved',
  reopen: 'reopened',
};

function wrongState(word: Word, status: string): LapwingError {
  return new LapwingError('CONFLICT', {
    message: `this incident is ${status}, or was over long ago: it cannot be ${DONE[word]}`,
    where: 'path.id',
    hint: 'read it again with GET /api/v1/incidents/<id>',
  });
}
