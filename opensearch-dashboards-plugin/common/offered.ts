import type { RouteName } from '@lapwing/contract';
import { API_ROOT } from './ids.ts';

/** Routes of the service that the plugin's server half hands on to whoever may open the app. */
export const READS = [
  'health',
  'summary',
  'listSignals',
  'getSignal',
  'getScores',
  'listAnomalies',
  'getAnomaly',
  'explainAnomaly',
  'listFeedback',
  'listIncidents',
  'getIncident',
  'similarIncidents',
  'getCallGraph',
  'listDetectors',
  'listSources',
] as const satisfies readonly RouteName[];

/** Those that change something: in service mode alone, and for those alone whom the settings name. */
export const WRITES = [
  'acknowledgeIncident',
  'resolveIncident',
  'reopenIncident',
  'judgeAnomaly',
  'judgeIncident',
  'removeFeedback',
  'removeIncidentFeedback',
  'reportMissed',
  'validateDetector',
  'createDetector',
  'deleteDetector',
] as const satisfies readonly RouteName[];

type ReadName = (typeof READS)[number];
export type WriteName = (typeof WRITES)[number];
export type OfferedName = ReadName | WriteName;

/** Where OpenSearch Dashboards answers for a route: `/api/v1/signals/:id` → `/api/lapwing/v1/signals/:id`. */
export function placeOf(route: { path: string }): string {
  return route.path.replace(/^\/api(?=\/)/, API_ROOT);
}

/** The path with its parameters filled in. */
export function filled(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''));
}

/** Parameters as hapi writes them: `{id}`. */
export function hapiPath(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}
