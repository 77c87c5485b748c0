import { describe, expect, test } from 'vitest';
import type { StoredDashboard } from '../../grafana/dashboards.ts';
import { DATASOURCE_ID } from '../../ids.ts';
import { restored, withOverlay, withoutOurs, withoutOverlay } from './edit.ts';
import { type Overlay, freeRefId } from './overlay-query.ts';
import { overlaidPanels, panelViews } from './panel-view.ts';
import { NONE, dashboardV1, dashboardV2, panelV1, storedV1, storedV2, target } from './testing.ts';

const OURS = new Set(['lapwing']);
const overlay: Overlay = {
  ...{ kind: 'overlay', detectorId: 'requests' },
  matchers: [{ label: 'service', operator: '=~', value: '$service' }],
};
const DEFAULT = { type: 'prometheus', uid: 'the-default' };

function added(dashboard: StoredDashboard, panelId = 1): StoredDashboard {
  return withOverlay(dashboard, { panelId, overlay, uid: 'lapwing', ownSource: DEFAULT }, OURS);
}

function panels(dashboard: StoredDashboard): Record<string, unknown>[] {
  return JSON.parse(
    JSON.stringify(dashboard.schema === 'v1' ? dashboard.json.panels : dashboard.json.spec.elements),
  ) as Record<string, unknown>[];
}

describe('schema v1', () => {
  test('the panel becomes mixed, each of its queries keeps its data source, and ours is one more', () => {
    const [panel, other] = panels(added(storedV1([panelV1(1), panelV1(2)])));
    expect(panel).toMatchObject({
      datasource: { type: 'datasource', uid: '-- Mixed --' },
      targets: [
        { refId: 'A', datasource: { type: 'prometheus', uid: 'prom' } },
        { refId: 'B', datasource: { type: DATASOURCE_ID, uid: 'lapwing' }, ...overlay },
      ],
    });
    expect(other).toEqual(panelV1(2));
  });

  const shapes: [string, Record<string, unknown>][] = [
    ['as Grafana writes it', {}],
    ['with two queries', { targets: [target('a'), target('b', 'B')] }],
    ['whose queries name no data source', { targets: [target('a', 'A', NONE)] }],
    ['that names none at all', { datasource: undefined, targets: [target('a', 'A', NONE)] }],
    ['with null for the default', { datasource: null, targets: [target('a', 'A', NONE)] }],
    ['with a variable', { datasource: { type: 'prometheus', uid: '${ds}' } }],
    [
      'that is mixed already',
      {
        datasource: { type: 'datasource', uid: '-- Mixed --' },
        targets: [target('a'), target('b', 'B', { type: 'loki', uid: 'loki' })],
      },
    ],
    ['with an old name', { datasource: 'Prometheus', targets: [target('a', 'A', NONE)] }],
    ['repeated', { repeat: 'service', repeatDirection: 'h', maxPerRow: 4 }],
  ];
  test.each(shapes)('a panel %s is the same JSON once the overlay is gone', (_what, change) => {
    const before = JSON.parse(JSON.stringify(panelV1(1, change))) as Record<string, unknown>;
    const stored = storedV1([before, panelV1(2)]);
    const again = withoutOurs(added(stored), OURS);
    expect(JSON.parse(JSON.stringify(again.json))).toEqual(
      JSON.parse(JSON.stringify(dashboardV1([before, panelV1(2)]))),
    );
    expect(JSON.stringify(stored.json)).toBe(JSON.stringify(storedV1([before, panelV1(2)]).json));
  });

  test('queries without a data source of their own get the panel’s, or the default', () => {
    const [panel] = panels(
      added(storedV1([panelV1(1, { datasource: null, targets: [target('a', 'A', NONE)] })])),
    );
    expect(panel).toMatchObject({ targets: [{ datasource: DEFAULT }, { refId: 'B' }] });
  });

  test('panels in folded rows are found', () => {
    const row = {
      id: 9,
      type: 'row',
      title: 'Row',
      collapsed: true,
      gridPos: { h: 1, w: 24, x: 0, y: 0 },
      panels: [panelV1(1)],
    };
    const stored = storedV1([row]);
    const [changed] = panels(added(stored)) as [{ panels: { targets: unknown[] }[] }];
    expect(changed.panels[0]?.targets).toHaveLength(2);
    expect(withoutOurs(added(stored), OURS).json).toEqual(stored.json);
  });

  test('an overlay takes the place of an earlier one', () => {
    const [panel] = panels(added(added(storedV1([panelV1(1)])))) as [{ targets: unknown[] }];
    expect(panel.targets).toHaveLength(2);
    expect(withoutOverlay(added(added(storedV1([panelV1(1)]))), 1, OURS).json).toEqual(
      storedV1([panelV1(1)]).json,
    );
  });

  test('an overlay that a person added by hand goes too, and the one data source that is left is the panel’s', () => {
    const mixed = {
      datasource: { type: 'datasource', uid: '-- Mixed --' },
      targets: [target('a'), { refId: 'B', datasource: { type: DATASOURCE_ID, uid: 'x' }, kind: 'overlay' }],
    };
    expect(panels(withoutOurs(storedV1([panelV1(1, mixed)]), OURS))[0]).toMatchObject({
      datasource: { uid: 'prom' },
      targets: [{ refId: 'A' }],
    });
  });

  test('where two data sources are left the panel stays mixed', () => {
    const now = added(storedV1([panelV1(1)]));
    if (now.schema !== 'v1') throw new Error('v1 is wanted');
    now.json.panels?.[0]?.targets?.push({ refId: 'C', datasource: { type: 'loki', uid: 'loki' } });
    expect(panels(withoutOurs(now, OURS))[0]).toMatchObject({
      datasource: { uid: '-- Mixed --' },
      targets: [{ refId: 'A' }, { refId: 'C' }],
    });
  });

  test('panels of our data source alone stay, annotation layers go', () => {
    const ours = { type: DATASOURCE_ID, uid: 'lapwing' };
    const stored = storedV1([
      panelV1(1, { datasource: ours, targets: [{ refId: 'A', datasource: ours, kind: 'scores' }] }),
    ]);
    expect(withoutOurs(stored, OURS)).toBe(stored);
    expect(overlaidPanels(stored, OURS)).toMatchObject({ overlaid: [], whole: [{ id: 1 }] });
    if (stored.schema === 'v1') stored.json.annotations?.list?.push({ name: 'Critical', datasource: ours });
    expect(JSON.stringify(withoutOurs(stored, OURS).json)).not.toContain('Critical');
  });
});

describe('schema v2', () => {
  test('ours is one more query, and nothing else changes', () => {
    const { json } = added(storedV2([1, 2]));
    const wanted = dashboardV2([1, 2]) as {
      spec: { elements: Record<string, { spec: { data: { spec: { queries: unknown[] } } } }> };
    };
    wanted.spec.elements['panel-1']?.spec.data.spec.queries.push({
      kind: 'PanelQuery',
      spec: {
        refId: 'B',
        hidden: false,
        query: {
          kind: 'DataQuery',
          version: 'v0',
          group: DATASOURCE_ID,
          datasource: { name: 'lapwing' },
          spec: overlay,
        },
      },
    });
    expect(json).toEqual(wanted);
  });

  test('it is the same JSON once the overlay is gone', () => {
    expect(withoutOurs(added(storedV2([1, 2])), OURS).json).toEqual(dashboardV2([1, 2]));
    expect(withoutOverlay(added(storedV2([1])), 1, OURS).json).toEqual(dashboardV2([1]));
    const untouched = storedV2([1]);
    expect(withoutOurs(untouched, OURS)).toBe(untouched);
  });

  test('a library panel is told as one', () => {
    expect(panelViews(storedV2([1]), OURS)).toMatchObject([
      {
        id: 1,
        type: 'timeseries',
        library: undefined,
        queries: [{ refId: 'A', source: { type: 'prometheus', uid: 'prom' } }],
      },
      { id: 99, library: 'Shared' },
    ]);
  });
});

test('what was there before comes back as a change of what is kept now', () => {
  const [v1, v2] = [storedV1([panelV1(1)]), storedV2([1])];
  const saved1 = { ...added(v1), version: 4 } as StoredDashboard;
  if (saved1.schema === 'v1') saved1.json = { ...saved1.json, version: 4 };
  expect(restored(v1, saved1)).toMatchObject({ json: { version: 4, panels: [panelV1(1)] } });
  expect(restored(v2, added(v2)).json).toEqual(v2.json);
});

test.each([
  [[], 'A'],
  [['A', 'B'], 'C'],
  [Array.from({ length: 26 }, (_, n) => String.fromCharCode(65 + n)), 'A1'],
])('beside %j the next query is %s', (taken, wanted) => expect(freeRefId(taken)).toBe(wanted));
