import type { PluginExtensionPanelContext } from '@grafana/data';
import type { DetectorEntry, SourceInfo } from '@lapwing/contract';
import type { Replace } from '../../datasource/matchers/fill.ts';
import type { StoredDashboard } from '../../grafana/dashboards.ts';
import { askGrafana } from '../../grafana/grafana-api.ts';
import { isPublic } from '../../grafana/public-dashboards.ts';
import { type FindSource, type SourceOf, findSourceIn, lapwingSources } from '../../grafana/data-sources.ts';
import type { Problem } from '../../service/problem.ts';
import { QueryError } from '../../service/query-error.ts';
import type { OurUids } from '../dashboard/overlay-query.ts';
import { type PanelView, panelViews } from '../dashboard/panel-view.ts';
import { whyNotOverlay, whyNotSave } from '../dashboard/why-not.ts';
import { call, ownDashboards } from '../detect-service.ts';
import { explainAny } from '../../grafana/ui/explain-any.ts';
import { grafanaVariables } from '../grafana-variables.ts';
import type { Variables } from '../promql/covers.ts';
import { type PanelQuery, type Unsupported, panelQueries } from '../queries/panel-queries.ts';

/** A panel of a dashboard that is open, with all that is needed to say who watches it and to lay an overlay over it. */
export interface OpenPanel {
  dashboard: StoredDashboard;
  panel: PanelView;
  queries: PanelQuery[];
  unsupported: Unsupported[];
  variables: Variables & { replace: Replace };
  findSource: FindSource;
  /** Lapwing's data sources in this Grafana. */
  lapwing: SourceOf[];
  ours: OurUids;
  /** Why no overlay can be laid over it. */
  whyNot: string | undefined;
  /** The panel on the screen is another one than is kept. */
  unsaved: boolean;
  /** People who are not signed in may see the dashboard. */
  shared: boolean;
  service: { detectors: DetectorEntry[]; sources: SourceInfo[]; problem: Problem | undefined };
}

export async function loadPanel(context: PluginExtensionPanelContext): Promise<OpenPanel> {
  const { dashboard: place, scopedVars = {} } = context;
  if (!place.uid) throw new QueryError('this dashboard is not saved yet', 'Save it, then look again.');
  const lapwing = lapwingSources();
  const ours = new Set(lapwing.map(({ uid }) => uid));
  const [dashboard, service, shared] = await Promise.all([
    ownDashboards().load(place.uid),
    askService(),
    isPublic(askGrafana, place.uid),
  ]);
  const panel = panelViews(dashboard, ours).find(({ id }) => id === Number(context.id));
  if (panel === undefined) {
    throw new QueryError(
      'this panel is not in the dashboard as it is saved',
      'Save the dashboard, then look again.',
    );
  }
  const variables = grafanaVariables(scopedVars);
  const findSource = findSourceIn(scopedVars);
  return {
    ...{ dashboard, panel, variables, findSource, lapwing, ours, service, shared },
    ...panelQueries(panel, findSource, variables),
    whyNot: whyNotSave(dashboard) ?? whyNotOverlay(panel) ?? whyNoSource(lapwing),
    // What a library panel asks is kept elsewhere.
    unsaved: panel.library === undefined && isOther(panel, context),
  };
}

function whyNoSource(lapwing: readonly SourceOf[]): string | undefined {
  return lapwing.length > 0
    ? undefined
    : 'This Grafana has no data source of the type Lapwing, which draws the overlay: add one under Connections.';
}

/** The service may be away: then an overlay can still be taken off. */
async function askService(): Promise<OpenPanel['service']> {
  try {
    const [detectors, sources] = await Promise.all([call('listDetectors'), call('listSources')]);
    return { detectors: detectors.items, sources: sources.items, problem: undefined };
  } catch (error) {
    return { detectors: [], sources: [], problem: explainAny(error) };
  }
}

/** Whether the queries on the screen are others than those that are kept. */
function isOther({ queries }: PanelView, { targets }: PluginExtensionPanelContext): boolean {
  const kept = new Map(queries.map(({ refId, fields }) => [refId, textOf(fields)]));
  const shown = targets.map((target): [string, string] => [target.refId, textOf({ ...target })]);
  return shown.length !== kept.size || shown.some(([refId, text]) => kept.get(refId) !== text);
}

function textOf(fields: Record<string, unknown>): string {
  return JSON.stringify([fields['expr'], fields['query'], fields['kind'], fields['detectorId']]);
}
