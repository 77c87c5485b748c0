import type { Problem } from '../service/problem.ts';
import { type GrafanaRefusal, hasStatus } from './grafana-api.ts';

/** What a refusal of Grafana's dashboards means. */
export function explainRefusal(error: unknown): Problem {
  if (hasStatus(error, 409, 412)) {
    return {
      title: 'Somebody saved this dashboard meanwhile',
      hint: 'Nothing was changed. Look again, and the overlay goes onto what is there now.',
    };
  }
  if (hasStatus(error, 403)) {
    return { title: 'You may not do this', hint: `Grafana says: ${error.message}.` };
  }
  if (hasStatus(error, 404)) {
    return {
      title: 'The dashboard is not there',
      hint: 'Save it first; if it was saved, somebody deleted it.',
    };
  }
  const refusal = error as Partial<GrafanaRefusal> | undefined;
  return {
    title: 'Grafana refused the change',
    hint: `Nothing was changed. Grafana says: ${refusal?.message ?? String(error)}.`,
  };
}
