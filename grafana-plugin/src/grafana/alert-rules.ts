import { z } from 'zod';
import { type Ask, readAnswer } from './grafana-api.ts';

/** One step of a rule: a query, or an expression over earlier ones. */
export interface RuleStep {
  refId: string;
  relativeTimeRange: { from: number; to: number };
  datasourceUid: string;
  model: Record<string, unknown>;
}

/** A Grafana-managed alert rule, as its provisioning API takes it. */
export interface NewRule {
  title: string;
  folderUID: string;
  ruleGroup: string;
  condition: string;
  data: RuleStep[];
  for: string;
  noDataState: 'OK' | 'NoData' | 'Alerting' | 'KeepLast';
  execErrState: 'OK' | 'Error' | 'Alerting' | 'KeepLast';
  labels: Record<string, string>;
  annotations: Record<string, string>;
  notification_settings?: { receiver: string };
}

const KnownRule = z.object({
  uid: z.string(),
  title: z.string(),
  folderUID: z.string(),
  ruleGroup: z.string(),
  labels: z.record(z.string(), z.string()).nullish(),
  data: z.array(z.object({ datasourceUid: z.string(), model: z.record(z.string(), z.unknown()) })),
});
export type KnownRule = z.infer<typeof KnownRule>;

const RULES = 'api/v1/provisioning/alert-rules';

export async function alertRules(ask: Ask): Promise<KnownRule[]> {
  return readAnswer(z.array(KnownRule), await ask({ method: 'GET', path: RULES }), RULES);
}

/** Makes a rule that people can go on editing in Grafana. Touches nothing else, notification policies least of all. */
export async function makeAlertRule(ask: Ask, rule: NewRule): Promise<KnownRule> {
  const headers = { 'X-Disable-Provenance': 'true' };
  return readAnswer(KnownRule, await ask({ method: 'POST', path: RULES, body: rule, headers }), RULES);
}
