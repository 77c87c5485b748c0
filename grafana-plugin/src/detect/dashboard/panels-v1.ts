import type { DashboardV1, PanelV1, Target } from '../../grafana/dashboard-json.ts';
import { MIXED, type Overlay, type OurUids, type Replaced, freeRefId, isOurs } from './overlay-query.ts';

/** Every panel, those in folded rows too. */
export function panelsV1({ panels = [] }: DashboardV1): PanelV1[] {
  return panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);
}

/** The dashboard with `change` of the panels that it changes; the very same one where it changes none. */
export function mapPanelsV1(dashboard: DashboardV1, change: (panel: PanelV1) => PanelV1): DashboardV1 {
  if (dashboard.panels === undefined) return dashboard;
  let changed = false;
  const map = (panels: PanelV1[]): PanelV1[] =>
    panels.map((panel) => {
      const inner = panel.panels && map(panel.panels);
      const moved = inner?.some((one, place) => one !== panel.panels?.[place])
        ? { ...panel, panels: inner }
        : panel;
      const next = change(moved);
      changed ||= next !== panel;
      return next;
    });
  const panels = map(dashboard.panels);
  return changed ? { ...dashboard, panels } : dashboard;
}

/**
 * The panel with an overlay: its data source becomes the mixed one and each of its queries names its own.
 * `ownSource` is the panel's data source as Grafana resolves it, for panels that name none.
 */
export function overlaidV1(
  panel: PanelV1,
  overlay: Overlay,
  uid: string,
  type: string,
  ownSource: unknown,
): PanelV1 {
  const targets = panel.targets ?? [];
  const mixed = isMixed(panel.datasource);
  const base = panel.datasource ?? ownSource;
  const replaced: Replaced = {
    ...('datasource' in panel && { datasource: panel.datasource }),
    bare: targets.filter(({ datasource }) => datasource === undefined).map(({ refId }) => refId),
  };
  const ours: Target = {
    refId: freeRefId(targets.map(({ refId }) => refId)),
    datasource: { type, uid },
    ...overlay,
    ...(!mixed && { replaced }),
  };
  const named = targets.map((target): Target => {
    return mixed || target.datasource !== undefined
      ? target
      : { ...target, datasource: base as Target['datasource'] };
  });
  return { ...panel, datasource: MIXED, targets: [...named, ours] };
}

/** The panel without queries of ours, its data source put back where one is left; itself where it has none, or only them. */
export function bareV1(panel: PanelV1, ours: OurUids): PanelV1 {
  const targets = panel.targets ?? [];
  const rest = targets.filter(({ datasource }) => !isOurs(datasource, ours));
  if (rest.length === targets.length || rest.length === 0 || !isMixed(panel.datasource)) return panel;
  const memo = targets.map((target) => target['replaced']).find(isReplaced);
  const left = new Set(rest.map(({ datasource }) => JSON.stringify(datasource)));
  if (left.size > 1) return { ...panel, targets: rest };
  if (memo === undefined) return { ...panel, datasource: rest[0]?.datasource, targets: rest };
  const before = { ...panel, targets: rest.map((target) => withoutSource(target, memo)) };
  if ('datasource' in memo) return { ...before, datasource: memo.datasource as PanelV1['datasource'] };
  Reflect.deleteProperty(before, 'datasource');
  return before;
}

function withoutSource(target: Target, { bare }: Replaced): Target {
  if (!bare.includes(target.refId)) return target;
  const copy = { ...target };
  Reflect.deleteProperty(copy, 'datasource');
  return copy;
}

function isMixed(ref: unknown): boolean {
  const uid = typeof ref === 'object' && ref !== null && 'uid' in ref ? ref.uid : ref;
  return uid === MIXED.uid;
}

function isReplaced(value: unknown): value is Replaced {
  return typeof value === 'object' && value !== null && 'bare' in value && Array.isArray(value.bare);
}

/** Without annotation layers of ours; itself where there are none. */
export function withoutLayersV1(dashboard: DashboardV1, ours: OurUids): DashboardV1 {
  const list = dashboard.annotations?.list ?? [];
  const rest = list.filter(({ datasource }) => !isOurs(datasource, ours));
  if (rest.length === list.length) return dashboard;
  return { ...dashboard, annotations: { ...dashboard.annotations, list: rest } };
}
