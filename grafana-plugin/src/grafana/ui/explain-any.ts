import { GrafanaRefusal } from '../grafana-api.ts';
import { type Problem, explain } from '../../service/problem.ts';
import { explainRefusal } from '../explain-refusal.ts';

/** What went wrong, of Grafana's own API or of the service. */
export function explainAny(error: unknown): Problem {
  return error instanceof GrafanaRefusal ? explainRefusal(error) : explain(error);
}
