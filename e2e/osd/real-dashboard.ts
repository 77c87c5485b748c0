import { CHARTS, PATTERN, TIME_RANGE, aggsOf, paramsOf } from './dashboard-spec.ts';

const PATTERN_REFERENCE = 'kibanaSavedObjectMeta.searchSourceJSON.index';
const DASHBOARD = 'lapwing-e2e';

interface SavedObject {
  type: string;
  id: string;
  attributes: object;
  references: { name: string; type: string; id: string }[];
}

/** The shop's dashboard as saved objects. */
function savedObjects(): SavedObject[] {
  const { id: pattern, ...attributes } = PATTERN;
  const searched = (source: object): object => ({ searchSourceJSON: JSON.stringify(source) });
  const charts = CHARTS.map((chart): SavedObject => {
    const { id, title, type, query } = chart;
    const source = { query: { query, language: 'kuery' }, filter: [], indexRefName: PATTERN_REFERENCE };
    const state = { title, type, params: paramsOf(chart), aggs: aggsOf(chart) };
    return {
      ...{ type: 'visualization', id },
      attributes: {
        ...{ title, description: '', version: 1, uiStateJSON: '{}', visState: JSON.stringify(state) },
        kibanaSavedObjectMeta: searched(source),
      },
      references: [{ name: PATTERN_REFERENCE, type: 'index-pattern', id: pattern }],
    };
  });
  const panels = CHARTS.map((_, place) => ({
    ...{ version: '2.8.0', panelIndex: String(place), embeddableConfig: {}, panelRefName: `panel_${place}` },
    gridData: { x: (place % 2) * 24, y: Math.floor(place / 2) * 15, w: 24, h: 15, i: String(place) },
  }));
  return [
    { type: 'index-pattern', id: pattern, attributes, references: [] },
    ...charts,
    {
      ...{ type: 'dashboard', id: DASHBOARD },
      attributes: {
        ...{ title: 'Lapwing’s tests', description: '', hits: 0, version: 1, optionsJSON: '{}' },
        ...{ timeRestore: true, timeFrom: TIME_RANGE.from, timeTo: TIME_RANGE.to },
        panelsJSON: JSON.stringify(panels),
        kibanaSavedObjectMeta: searched({ query: { query: '', language: 'kuery' }, filter: [] }),
      },
      references: CHARTS.map(({ id }, place) => ({ name: `panel_${place}`, type: 'visualization', id })),
    },
  ];
}

/** Puts the dashboard into an OpenSearch Dashboards; the address to see it at. */
export async function putDashboard(openSearchDashboards: string): Promise<string> {
  const url = new URL('/api/saved_objects/_bulk_create?overwrite=true', openSearchDashboards);
  const headers = { 'content-type': 'application/json', 'osd-xsrf': 'e2e' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(savedObjects()) });
  const said = await answer.text();
  if (!answer.ok || said.includes('"error"')) throw new Error(`${url.pathname}: ${said.slice(0, 500)}`);
  return new URL(`/app/dashboards#/view/${DASHBOARD}`, openSearchDashboards).href;
}

export async function removeDashboard(openSearchDashboards: string): Promise<void> {
  for (const { type, id } of savedObjects()) {
    const url = new URL(`/api/saved_objects/${type}/${id}`, openSearchDashboards);
    await fetch(url, { method: 'DELETE', headers: { 'osd-xsrf': 'e2e' } });
  }
}
