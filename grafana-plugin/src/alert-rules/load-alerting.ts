import { config } from '@grafana/runtime';
import { type KnownRule, alertRules } from '../grafana/alert-rules.ts';
import { type ContactPoint, contactPoints } from '../grafana/contact-points.ts';
import { knownSources } from '../grafana/data-sources.ts';
import { type Folder, editableFolders } from '../grafana/folders.ts';
import { GrafanaRefusal, askGrafana, hasStatus } from '../grafana/grafana-api.ts';
import { namespace } from '../grafana/namespace.ts';
import { APP_ROOT } from '../ids.ts';
import { ruleSources } from './rule-sources.ts';
import type { RuleSource } from './rule.ts';

/** What there is in this Grafana that a rule can be made of. */
export interface Alerting {
  sources: (RuleSource & { name: string })[];
  folders: Folder[];
  contactPoints: ContactPoint[];
  rules: KnownRule[];
  /** The address of the app, for the text of alerts. */
  appUrl: string;
}

export async function loadAlerting(): Promise<Alerting> {
  const [folders, points, rules] = await Promise.all([
    editableFolders(askGrafana),
    contactPoints(askGrafana, namespace()).catch(withoutRight),
    alertRules(askGrafana).catch(withoutRight),
  ]);
  return {
    ...{ folders, contactPoints: points, rules },
    ...{ sources: ruleSources(knownSources()), appUrl: appUrl() },
  };
}

/** The address of the app, for the text of alerts. */
export function appUrl(): string {
  // A page without Grafana names none.
  const root = (config as Partial<typeof config>).appUrl ?? '';
  return `${root.replace(/\/$/, '')}${APP_ROOT}`;
}

/** Who may not see them may make rules all the same: they go the way of the notification policies. */
function withoutRight(error: unknown): [] {
  if (error instanceof GrafanaRefusal && hasStatus(error, 403)) return [];
  if (error instanceof GrafanaRefusal && hasStatus(error, 404)) {
    throw new GrafanaRefusal(503, 'its alerting does not answer: is it switched off?', { cause: error });
  }
  throw error;
}
