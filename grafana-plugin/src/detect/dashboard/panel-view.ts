import type { SourceRef } from '../../grafana/data-sources.ts';
import type { StoredDashboard } from '../../grafana/dashboards.ts';
import { type OurUids, isOurs } from './overlay-query.ts';
import { at, panelLook } from './panel-look.ts';
import { panelsV1 } from './panels-v1.ts';
import { panelsV2, refOfV2 } from './panels-v2.ts';
import type { PanelLook } from './why-no-band.ts';

/** A query of a panel, in whichever schema it is kept. */
export interface QueryView {
  refId: string;
  /** Undefined: the panel's, or Grafana's default. */
  source: SourceRef;
  hidden: boolean;
  /** The data source's own fields. */
  fields: Record<string, unknown>;
  /** Whether it is one of ours. */
  ours: boolean;
}

export interface PanelView {
  id: number;
  title: string;
  /** Plugin id of the visualisation. */
  type: string;
  /** The name of the library panel that this one stands for. */
  library: string | undefined;
  queries: QueryView[];
  look: PanelLook;
}

export function panelViews(dashboard: StoredDashboard, ours: OurUids): PanelView[] {
  if (dashboard.schema === 'v1') {
    return panelsV1(dashboard.json)
      .filter(({ id, type }) => id !== undefined && type !== 'row')
      .map(({ id = 0, title = '', type = '', libraryPanel, targets = [], datasource, ...rest }) => ({
        ...{ id, title, type },
        look: panelLook(rest['fieldConfig'], rest['transformations']),
        library: libraryPanel ? (libraryPanel.name ?? 'a library panel') : undefined,
        queries: targets.map((target): QueryView => {
          const source = target.datasource ?? datasource ?? undefined;
          const { refId, hide, ...fields } = target;
          return {
            refId,
            source,
            hidden: hide === true,
            fields,
            ours: isOurs(target.datasource ?? datasource, ours),
          };
        }),
      }));
  }
  const { elements } = dashboard.json.spec;
  const panels = panelsV2(dashboard.json.spec).map(({ spec }): PanelView => ({
    ...{ id: spec.id, title: spec.title ?? '', library: undefined },
    // v2beta1 names the plugin as the group, earlier ones as the kind.
    type: spec.vizConfig?.group ?? spec.vizConfig?.kind ?? '',
    look: panelLook(at(spec.vizConfig, 'spec', 'fieldConfig'), transformationsOf(spec.data.spec)),
    queries: (spec.data.spec.queries ?? []).map(({ spec: { refId, query, hidden } }) => {
      const source = refOfV2(query);
      return { refId, source, hidden: hidden === true, fields: query.spec ?? {}, ours: isOurs(source, ours) };
    }),
  }));
  const library = Object.values(elements).flatMap((element): PanelView[] => {
    const spec = element['spec'];
    if (element.kind !== 'LibraryPanel' || typeof spec !== 'object' || spec === null) return [];
    const { id, title } = spec as { id?: unknown; title?: unknown };
    return [
      {
        id: Number(id),
        title: String(title ?? ''),
        type: '',
        library: String(title ?? 'a library panel'),
        ...{ queries: [], look: {} },
      },
    ];
  });
  return [...panels, ...library];
}

function transformationsOf(data: Record<string, unknown>): unknown {
  const { transformations } = data;
  return Array.isArray(transformations) ? transformations.map((one) => at(one, 'spec')) : undefined;
}

/** Where panels carry queries of ours beside their own, and where they carry nothing else. */
export function overlaidPanels(
  dashboard: StoredDashboard,
  ours: OurUids,
): { overlaid: PanelView[]; whole: PanelView[] } {
  const carrying = panelViews(dashboard, ours).filter(({ queries }) => queries.some((query) => query.ours));
  return {
    overlaid: carrying.filter(({ queries }) => queries.some((query) => !query.ours)),
    whole: carrying.filter(({ queries }) => queries.every((query) => query.ours)),
  };
}
