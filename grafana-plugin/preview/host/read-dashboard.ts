import type { DataQuery } from '@grafana/data';

export interface ReadVariable {
  name: string;
  multi: boolean;
  values: string[];
}

/** A dashboard of either schema, as far as the page shows it. */
export interface ReadDashboard {
  uid: string;
  title: string;
  panels: { id: number; title: string; type: string; targets: DataQuery[] }[];
  variables: ReadVariable[];
}

interface V1 {
  title: string;
  panels?: { id: number; title: string; type: string; targets?: DataQuery[]; panels?: V1['panels'] }[];
  templating?: { list?: { name: string; multi?: boolean; current?: { value?: string | string[] } }[] };
}
interface V2 {
  title: string;
  elements: Record<string, { kind: string; spec: V2Panel }>;
  variables?: { spec: { name: string; multi?: boolean; current?: { value?: string | string[] } } }[];
}
interface V2Panel {
  id: number;
  title: string;
  data: {
    spec: {
      queries: {
        spec: { refId: string; query: { group: string; datasource?: { name: string }; spec: object } };
      }[];
    };
  };
  vizConfig: { group: string };
}

/** Asks Grafana's API, the old one first, as Grafana's own page does. */
export async function readDashboard(uid: string): Promise<ReadDashboard> {
  const old = await fetch(`/api/dashboards/uid/${uid}`);
  if (old.status !== 406) {
    const { dashboard } = (await old.json()) as { dashboard: V1 };
    const panels = (dashboard.panels ?? []).flatMap((panel) => [panel, ...(panel.panels ?? [])]);
    return {
      ...{ uid, title: dashboard.title },
      panels: panels.map(({ targets = [], ...panel }) => ({ ...panel, targets })),
      variables: (dashboard.templating?.list ?? []).map(variableOf),
    };
  }
  const path = `/apis/dashboard.grafana.app/v2beta1/namespaces/default/dashboards/${uid}`;
  const { spec } = (await (await fetch(path)).json()) as { spec: V2 };
  return {
    ...{ uid, title: spec.title },
    panels: Object.values(spec.elements)
      .filter(({ kind }) => kind === 'Panel')
      .map(({ spec: { id, title, data, vizConfig } }) => ({
        ...{ id, title, type: vizConfig.group },
        targets: data.spec.queries.map(({ spec: { refId, query } }) => ({
          ...{ refId, datasource: { type: query.group, uid: query.datasource?.name ?? '' } },
          ...query.spec,
        })),
      })),
    variables: (spec.variables ?? []).map((one) => variableOf(one.spec)),
  };
}

function variableOf({
  name,
  multi = false,
  current,
}: {
  name: string;
  multi?: boolean;
  current?: { value?: string | string[] };
}): ReadVariable {
  return { name, multi, values: [current?.value ?? []].flat() };
}
