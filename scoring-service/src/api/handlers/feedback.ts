import { pageOf } from '@lapwing/contract';
import type { ApiDeps } from '../deps.ts';
import { present } from '../filters.ts';
import { type Handlers, whoOf } from '../handler.ts';
import { record } from './record.ts';

type FeedbackHandlers = Pick<Handlers, 'judgeAnomaly' | 'reportMissed' | 'listFeedback' | 'removeFeedback'>;

export function feedbackHandlers(deps: ApiDeps): FeedbackHandlers {
  const { feedback } = deps;
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
      const { detector_id, signal_id, anomaly_id, verdict, removed } = query;
      const ids = { detectorId: detector_id, signalId: signal_id, anomalyId: anomaly_id };
      return feedback.list(present({ ...ids, verdict, removed }), pageOf(query));
    },
    removeFeedback: (call) => {
      const { id, verdict, signal_id } = feedback.remove(call.params.id, whoOf(call).identity.name);
      record(deps, call, 'feedback.remove', id, `${verdict} on signal ${signal_id}`);
      return undefined;
    },
  };
}
