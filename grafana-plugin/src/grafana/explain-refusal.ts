import type { Problem } from '../service/problem.ts';
import { type GrafanaRefusal, hasStatus } from './grafana-api.ts';

/** What a refusal of Grafana's own API means. */
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
  if (hasStatus(error, 501)) {
    return {
      title: 'This takes a Grafana',
      hint: `It works in a Grafana with this plugin installed; ${error.message}.`,
      severity: 'info',
    };
  }
  const refusal = error as Partial<GrafanaRefusal> | undefined;
  return {
    title: 'Grafana refused this',
    hint: `Grafana says: ${refusal?.message ?? String(error)}. Nothing was changed.`,
  };
}
