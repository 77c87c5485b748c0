import { type DashboardSpecV2, PanelV2, type PanelQueryV2 } from '../../grafana/dashboard-json.ts';
import { type Overlay, type OurUids, freeRefId, isOurs } from './overlay-query.ts';

export function panelsV2({ elements }: DashboardSpecV2): PanelV2[] {
  return Object.values(elements).filter(isPanel);
}

function isPanel(element: { kind: string }): element is PanelV2 {
  return PanelV2.safeParse(element).success;
}

/** The dashboard with `change` of the panels that it changes; the very same one where it changes none. */
export function mapPanelsV2(spec: DashboardSpecV2, change: (panel: PanelV2) => PanelV2): DashboardSpecV2 {
  const changed = Object.entries(spec.elements).flatMap(([key, element]) => {
    if (!isPanel(element)) return [];
    const next = change(element);
    return next === element ? [] : [[key, next] as const];
  });
  if (changed.length === 0) return spec;
  return { ...spec, elements: { ...spec.elements, ...Object.fromEntries(changed) } };
}

/** The panel with an overlay. Each query of this schema names its own data source: there is no mixed one. */
export function overlaidV2(panel: PanelV2, overlay: Overlay, uid: string, type: string): PanelV2 {
  const queries = panel.spec.data.spec.queries ?? [];
  const ours: PanelQueryV2 = {
    kind: 'PanelQuery',
    spec: {
      refId: freeRefId(queries.map(({ spec }) => spec.refId)),
      hidden: false,
      query: {
        kind: 'DataQuery',
        version: 'v0',
        group: type,
        datasource: { name: uid },
        spec: { ...overlay },
      },
    },
  };
  return withQueries(panel, [...queries, ours]);
}

/** The panel without queries of ours; itself where it has none, or only them. */
export function bareV2(panel: PanelV2, ours: OurUids): PanelV2 {
  const queries = panel.spec.data.spec.queries ?? [];
  const rest = queries.filter(({ spec }) => !isOurs(refOfV2(spec.query), ours));
  return rest.length === queries.length || rest.length === 0 ? panel : withQueries(panel, rest);
}

function withQueries(panel: PanelV2, queries: PanelQueryV2[]): PanelV2 {
  const { spec } = panel;
  return { ...panel, spec: { ...spec, data: { ...spec.data, spec: { ...spec.data.spec, queries } } } };
}

/** A query's data source as schema v1 writes it. */
export function refOfV2(query: PanelQueryV2['spec']['query']): { type?: string; uid?: string } {
  return {
    ...(query.group !== undefined && { type: query.group }),
    ...(query.datasource?.name !== undefined && { uid: query.datasource.name }),
  };
}

/** Without annotation layers of ours; itself where there are none. */
export function withoutLayersV2(spec: DashboardSpecV2, ours: OurUids): DashboardSpecV2 {
  const layers = spec.annotations ?? [];
  const rest = layers.filter(({ spec: { query } }) => !query || !isOurs(refOfV2(query), ours));
  return rest.length === layers.length ? spec : { ...spec, annotations: rest };
}
