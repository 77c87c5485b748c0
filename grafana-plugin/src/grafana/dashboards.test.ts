import { expect, test } from 'vitest';
import { dashboardV1, dashboardV2, panelV1 } from '../detect/dashboard/testing.ts';
import { contactPoints } from './contact-points.ts';
import { dashboards } from './dashboards.ts';
import { type Ask, GrafanaRefusal } from './grafana-api.ts';
import { allDashboards } from './search.ts';

interface Asked {
  method: string;
  path: string;
  body?: unknown;
}

/** Answers each request by its method and path; what is not known is a 404. */
function grafana(answers: Record<string, unknown>): { ask: Ask; asked: Asked[] } {
  const asked: Asked[] = [];
  const ask: Ask = ({ method, path, body }) => {
    asked.push({ method, path, body });
    const answer = answers[`${method} ${path}`];
    if (answer instanceof Error) return Promise.reject(answer);
    return answer === undefined
      ? Promise.reject(new GrafanaRefusal(404, `nothing at ${path}`))
      : Promise.resolve(answer);
  };
  return { ask, asked };
}

const V2 = 'apis/dashboard.grafana.app/v2beta1/namespaces/default/dashboards/shop2';
const meta = { canSave: true, folderUid: 'folder', provisioned: false, provisionedExternalId: '' };
const withAccess = {
  ...dashboardV2([1]),
  kind: 'DashboardWithAccessInfo',
  access: { canSave: false },
  status: {},
};
const known = {
  'GET api/dashboards/uid/shop': { dashboard: dashboardV1([panelV1(1)]), meta },
  'GET api/dashboards/uid/file': {
    dashboard: dashboardV1([]),
    meta: { ...meta, provisioned: true, provisionedExternalId: 'shop.json' },
  },
  'GET api/dashboards/uid/shop2': new GrafanaRefusal(406, 'dashboard api version not supported'),
  'GET apis/dashboard.grafana.app/': { versions: [{ version: 'v1beta1' }, { version: 'v2beta1' }] },
  [`GET ${V2}/dto`]: withAccess,
  [`PUT ${V2}`]: { ...dashboardV2([1]), metadata: { name: 'shop2', resourceVersion: '13', generation: 5 } },
  'POST api/dashboards/db': { version: 4, status: 'success' },
};

test('a classic dashboard is read and saved by the old API, without overwriting what others saved', async () => {
  const { ask, asked } = grafana(known);
  const stored = await dashboards(ask, 'default').load('shop');
  expect(stored).toMatchObject({
    schema: 'v1',
    canSave: true,
    managedBy: undefined,
    version: 3,
    folderUid: 'folder',
  });
  const saved = await dashboards(ask, 'default').save(stored, 'why');
  expect(asked.at(-1)?.body).toEqual({
    ...{ dashboard: dashboardV1([panelV1(1)]), folderUid: 'folder', overwrite: false, message: 'why' },
  });
  expect(saved).toMatchObject({ version: 4, json: { version: 4 } });
});

test('one of a file is told as such', async () => {
  const { ask } = grafana(known);
  expect((await dashboards(ask, 'default').load('file')).managedBy).toBe('the file shop.json');
});

test('one in schema v2 is read and saved by its own API alone, under the version that it was read at', async () => {
  const { ask, asked } = grafana(known);
  const api = dashboards(ask, 'default');
  const stored = await api.load('shop2');
  expect(stored).toMatchObject({ schema: 'v2', canSave: false, version: 4, json: dashboardV2([1]) });
  expect(stored.json).not.toHaveProperty('access');
  const saved = await api.save(stored, 'why');
  const put = asked.at(-1);
  expect(put).toMatchObject({
    method: 'PUT',
    path: V2,
    body: {
      kind: 'Dashboard',
      metadata: { resourceVersion: '12', annotations: { 'grafana.app/message': 'why' } },
    },
  });
  expect(saved).toMatchObject({
    version: 5,
    json: { metadata: { resourceVersion: '13' }, spec: { title: 'Shop two' } },
  });
  expect(asked.filter(({ method }) => method === 'POST')).toEqual([]);
});

test('what a repository manages can’t be saved, unless it allows that', async () => {
  const managed = (annotations: Record<string, string>): Promise<unknown> => {
    const dashboard = { ...withAccess, metadata: { name: 'shop2', annotations } };
    return dashboards(grafana({ ...known, [`GET ${V2}/dto`]: dashboard }).ask, 'default').load('shop2');
  };
  expect(await managed({ 'grafana.app/managedBy': 'repo' })).toMatchObject({ managedBy: 'repo' });
  const allowed = { 'grafana.app/managedBy': 'repo', 'grafana.app/managerAllowsEdits': 'true' };
  expect(await managed(allowed)).toMatchObject({ managedBy: undefined });
});

test('every page of dashboards is read', async () => {
  const page = (from: number, count: number): object[] =>
    Array.from({ length: count }, (_, n) => ({ uid: `d${from + n}`, title: 't', url: '/d' }));
  const place = (n: number): string => `GET api/search?type=dash-db&limit=1000&page=${n}`;
  const { ask } = grafana({ [place(1)]: page(0, 1000), [place(2)]: page(1000, 3) });
  expect(await allDashboards(ask)).toHaveLength(1003);
});

test('contact points have the names that rules know them by, and nothing of their settings', async () => {
  const path = 'GET apis/notifications.alerting.grafana.app/v0alpha1/namespaces/default/receivers';
  const integrations = [
    { type: 'email', settings: { addresses: 'a@b' } },
    { type: 'email' },
    { type: 'webhook' },
  ];
  const { ask } = grafana({ [path]: { items: [{ spec: { title: 'team', integrations } }] } });
  expect(await contactPoints(ask, 'default')).toEqual([{ name: 'team', kinds: ['email', 'webhook'] }]);
  const older = grafana({
    'GET api/v1/provisioning/contact-points': [{ name: 'team', type: 'email', settings: {} }],
  });
  expect(await contactPoints(older.ask, 'default')).toEqual([{ name: 'team', kinds: ['email'] }]);
});
