import { pageOf } from '@lapwing/contract';
import type { ApiDeps } from '../deps.ts';
import { present } from '../filters.ts';
import { type Handlers, whoOf } from '../handler.ts';
import { noIncident } from './no-incident.ts';
import { record } from './record.ts';

type FeedbackHandlers = Pick<
  Handlers,
  | 'judgeAnomaly'
  | 'reportMissed'
  | 'listFeedback'
  | 'judgeIncident'
  | 'removeIncidentFeedback'
  | 'removeFeedback'
>;

export function feedbackHandlers(deps: ApiDeps): FeedbackHandlers {
  const { feedback, incidents, scores } = deps;
  const anomaliesOf = (incidentId: string): string[] => {
    const found = incidents.incident(incidentId);
    if (found === undefined) throw noIncident(incidentId);
    return found.anomalyIds;
  };
  return {
    judgeAnomaly: (call) => {
      const { params, body } = call;
      const kept = feedback.judge(params.id, body, whoOf(call).identity.name);
      record(deps, call, 'feedback.add', kept.id, `${kept.verdict} of anomaly ${params.id}`);
      return kept;
    },
    reportMissed: (call) => {
      const { params, body } = call;
      const kept = feedback.missed(params.id, body, whoOf(call).identity.name);
      record(
        deps,
        call,
        'feedback.add',
        kept.id,
        `missed from ${kept.start} to ${kept.end ?? ''} on ${params.id}`,
      );
      return kept;
    },
    listFeedback: ({ query }) => {
      const { detector_id, signal_id, anomaly_id, incident_id, verdict, removed } = query;
      const anomalyIds = incident_id === undefined ? undefined : anomaliesOf(incident_id);
      const ids = { detectorId: detector_id, signalId: signal_id, anomalyId: anomaly_id, anomalyIds };
      return feedback.list(present({ ...ids, verdict, removed }), pageOf(query));
    },
    judgeIncident: (call) => {
      const { params, body } = call;
      const by = whoOf(call).identity.name;
      // An anomaly that is older than what is kept has nothing left to be judged.
      const kept = anomaliesOf(params.id).filter((id) => scores.anomaly(id) !== undefined);
      const items = kept.map((id) => feedback.judge(id, body, by));
      record(deps, call, 'feedback.add', params.id, `${body.verdict} of incident ${params.id}`);
      return { items, total: items.length };
    },
    removeIncidentFeedback: (call) => {
      const by = whoOf(call).identity.name;
      const anomalyIds = anomaliesOf(call.params.id);
      const standing = feedback.list({ anomalyIds }, { limit: Math.max(1, anomalyIds.length) }).items;
      for (const { id } of standing) feedback.remove(id, by);
      record(deps, call, 'feedback.remove', call.params.id, `of incident ${call.params.id}`);
      return undefined;
    },
    removeFeedback: (call) => {
      const { id, verdict, signal_id } = feedback.remove(call.params.id, whoOf(call).identity.name);
      record(deps, call, 'feedback.remove', id, `${verdict} on signal ${signal_id}`);
      return undefined;
    },
  };
}
