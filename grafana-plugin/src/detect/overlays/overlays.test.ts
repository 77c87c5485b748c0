import { expect, test } from 'vitest';
import type { Dashboards, StoredDashboard } from '../../grafana/dashboards.ts';
import { type Ask, GrafanaRefusal } from '../../grafana/grafana-api.ts';
import { DATASOURCE_ID } from '../../ids.ts';
import { withOverlay } from '../dashboard/edit.ts';
import { panelV1, storedV1, storedV2 } from '../dashboard/testing.ts';
import { findOverlays } from './find-overlays.ts';
import { removeOverlays } from './remove-overlays.ts';

const OURS = new Set(['lapwing']);
const over = (dashboard: StoredDashboard, change: Partial<StoredDashboard> = {}): StoredDashboard =>
  ({
    ...withOverlay(
      dashboard,
      { panelId: 1, overlay: { kind: 'overlay' }, uid: 'lapwing', ownSource: undefined },
      OURS,
    ),
    ...change,
  }) as StoredDashboard;

const lapwing = { type: DATASOURCE_ID, uid: 'lapwing' };
const alone = panelV1(1, { datasource: lapwing, targets: [{ refId: 'A', datasource: lapwing }] });
const kept: Record<string, StoredDashboard> = {
  plain: storedV1([panelV1(1)]),
  v1: over(storedV1([panelV1(1)])),
  v2: over(storedV2([1])),
  file: over(storedV1([panelV1(1)]), { managedBy: 'the file x.json' }),
  alone: storedV1([alone]),
  stale: over(storedV1([panelV1(1)])),
};
const titled = Object.keys(kept).map((uid) => ({ uid, title: uid, url: `/d/${uid}` }));

const ask: Ask = ({ path }) =>
  Promise.resolve(
    path.startsWith('api/search')
      ? [...titled, { uid: 'secret', title: 'secret', url: '/d/secret' }]
      : {
          result: {
            totalCount: 1,
            elements: [
              { uid: 'l', name: 'Shared', model: { targets: [{ refId: 'A', datasource: lapwing }] } },
            ],
          },
        },
  );

function store(): Dashboards & { saved: Map<string, { dashboard: StoredDashboard; message: string }> } {
  const saved = new Map<string, { dashboard: StoredDashboard; message: string }>();
  const uidOf = new Map(Object.entries(kept).map(([uid, one]) => [one, uid]));
  return {
    saved,
    load: (uid) => {
      const dashboard = kept[uid];
      return dashboard
        ? Promise.resolve({ ...dashboard, uid })
        : Promise.reject(new GrafanaRefusal(403, 'no'));
    },
    save: (dashboard, message) => {
      if (dashboard.uid === 'stale') return Promise.reject(new GrafanaRefusal(412, 'version mismatch'));
      saved.set(dashboard.uid, { dashboard, message });
      expect([...uidOf.values()]).toContain(dashboard.uid);
      return Promise.resolve({ ...dashboard, version: 9 });
    },
  };
}

test('overlays are found in both schemas; what could not be read is told', async () => {
  const shares: number[] = [];
  const found = await findOverlays(ask, store(), OURS, (share) => shares.push(share));
  expect(found.carrying.map((one) => one.found.uid)).toEqual(['alone', 'file', 'stale', 'v1', 'v2']);
  expect(found).toMatchObject({
    looked: 7,
    library: ['Shared'],
    unread: [{ found: { uid: 'secret' }, why: 'no' }],
  });
  expect(shares.at(-1)).toBe(1);
});

test('all of them are removed as new versions, and the report says what stayed and why', async () => {
  const dashboards = store();
  const { carrying } = await findOverlays(ask, dashboards, OURS, () => undefined);
  const report = await removeOverlays(carrying, dashboards, OURS, () => undefined);
  expect(report.map(({ carrying: { found }, done, why }) => [found.uid, done, why])).toEqual([
    ['alone', false, expect.stringContaining('delete them by hand')],
    ['file', false, expect.stringContaining('the file x.json')],
    ['stale', false, expect.stringContaining('saved this dashboard meanwhile')],
    ['v1', true, undefined],
    ['v2', true, undefined],
  ]);
  expect([...dashboards.saved.keys()]).toEqual(['v1', 'v2']);
  expect(dashboards.saved.get('v1')?.dashboard.json).toEqual(storedV1([panelV1(1)]).json);
  expect(dashboards.saved.get('v2')?.dashboard.json).toEqual(storedV2([1]).json);
  expect(dashboards.saved.get('v1')?.message).toContain('Lapwing');
});
