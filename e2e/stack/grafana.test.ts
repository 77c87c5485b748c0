import { expect, test } from 'vitest';
import { z } from 'zod';
import { dataOf, filesBelow, textOf } from './files.ts';

// What Grafana's documentation of provisioning lists, as far as these files use it; an unknown key is a mistake here.

const Secrets = z.record(z.string(), z.string().startsWith('$__file{/run/secrets/'));
const Apps = z.strictObject({
  apiVersion: z.literal(1),
  apps: z.array(
    z.strictObject({
      type: z.string(),
      org_id: z.number(),
      disabled: z.boolean(),
      jsonData: z.record(z.string(), z.unknown()),
      secureJsonData: Secrets,
    }),
  ),
});
const DataSources = z.strictObject({
  apiVersion: z.literal(1),
  datasources: z.array(
    z.strictObject({
      name: z.string(),
      uid: z.string().max(40),
      type: z.string(),
      access: z.literal('proxy'),
      url: z.string(),
      basicAuth: z.boolean().optional(),
      basicAuthUser: z.string().optional(),
      jsonData: z.record(z.string(), z.unknown()).optional(),
      secureJsonData: Secrets.optional(),
    }),
  ),
});
const Rule = z.strictObject({
  uid: z.string().max(40),
  title: z.string().min(1).max(190),
  condition: z.string(),
  // Shorter ones reached the user's default contact point before the rule's own, on Grafana's first start.
  for: z.string().regex(/^[2-9]m$/),
  noDataState: z.enum(['OK', 'Alerting', 'NoData', 'KeepLast']),
  execErrState: z.enum(['OK', 'Alerting', 'Error', 'KeepLast']),
  labels: z.record(z.string(), z.string()),
  annotations: z.strictObject({ summary: z.string(), description: z.string() }),
  data: z.array(
    z.strictObject({
      refId: z.string().length(1),
      datasourceUid: z.string(),
      relativeTimeRange: z.strictObject({ from: z.number(), to: z.number() }).optional(),
      model: z.looseObject({ refId: z.string(), expression: z.string().optional() }),
    }),
  ),
});
/** No `policies` and no `contactPoints`: both would take a team's own away. */
const Alerting = z.strictObject({
  apiVersion: z.literal(1),
  groups: z.array(
    z.strictObject({
      orgId: z.number(),
      name: z.string(),
      folder: z.string(),
      interval: z.string(),
      rules: z.array(Rule),
    }),
  ),
});
const Providers = z.strictObject({
  apiVersion: z.literal(1),
  providers: z.array(
    z.strictObject({
      name: z.string(),
      orgId: z.number(),
      folder: z.string(),
      folderUid: z.string(),
      type: z.literal('file'),
      disableDeletion: z.boolean(),
      allowUiUpdates: z.boolean(),
      updateIntervalSeconds: z.number(),
      options: z.strictObject({ path: z.string() }),
    }),
  ),
});
const Source = z.strictObject({ type: z.string(), uid: z.string() });
const Dashboard = z.looseObject({
  uid: z.string().max(40),
  title: z.string(),
  templating: z.strictObject({
    list: z.array(z.looseObject({ name: z.string(), datasource: Source, query: z.unknown() })),
  }),
  panels: z.array(
    z.looseObject({
      id: z.number(),
      type: z.string(),
      title: z.string(),
      datasource: Source,
      gridPos: z.strictObject({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      targets: z.array(z.looseObject({ refId: z.string(), datasource: Source, kind: z.string().optional() })),
    }),
  ),
});

const FOLDER = 'provisioning/grafana';
const sources = DataSources.parse(dataOf(`${FOLDER}/datasources/lapwing.yaml`)).datasources;
const dashboard = Dashboard.parse(dataOf(`${FOLDER}/dashboards/lapwing/overview.json`));

test('plugin settings and the provider of dashboards have the documented shape', () => {
  const { apps } = Apps.parse(dataOf(`${FOLDER}/plugins/lapwing.yaml`));
  expect(apps.map(({ type }) => type)).toEqual([idOf('plugin.json')]);
  Providers.parse(dataOf(`${FOLDER}/dashboards/provider.yaml`));
});

test('data sources name our plugin, and secrets come from files', () => {
  expect(sources.find(({ uid }) => uid === 'lapwing')?.type).toBe(idOf('datasource/plugin.json'));
  for (const file of filesBelow(FOLDER, '.yaml')) {
    expect(textOf(file), file).not.toMatch(/(password|apiKey|token): *['"]?(?!\$__file)\w/i);
  }
});

test('each rule ends in a condition that is there, over data sources that are there', () => {
  const { groups } = Alerting.parse(dataOf(`${FOLDER}/alerting/lapwing.yaml`));
  const rules = groups.flatMap((group) => group.rules);
  expect(new Set(rules.map(({ uid }) => uid)).size).toBe(rules.length);
  const known = new Set(['__expr__', ...sources.map(({ uid }) => uid)]);
  for (const { title, condition, data, annotations } of rules) {
    const refs = data.map(({ refId }) => refId);
    expect(refs, title).toContain(condition);
    for (const { refId, datasourceUid, model } of data) {
      expect(known).toContain(datasourceUid);
      expect(model.refId).toBe(refId);
      if (model.expression !== undefined) expect(refs).toContain(model.expression);
    }
    // A rule's text can use what an expression made, not what a data source answered.
    const made = data.filter(({ datasourceUid }) => datasourceUid === '__expr__').map(({ refId }) => refId);
    const texts = `${annotations.summary} ${annotations.description}`;
    for (const [, used] of texts.matchAll(/\$values\.(\w)/g)) expect(made, title).toContain(used);
    // It finds the others' values by equal labels, and a metric's name is one: seen in a real Grafana as "Actual , expected".
    const exprs = data.flatMap(({ model }) => (typeof model['expr'] === 'string' ? [model['expr']] : []));
    const summed = exprs.map((expr) => /^max by (\([\w, ]+\)) /.exec(expr)?.[1]);
    if (exprs.length > 1) expect([...new Set(summed)], title).toEqual([expect.any(String)]);
  }
  const anomaly = rules.find(({ uid }) => uid === 'lapwing-anomaly-high');
  expect(anomaly?.annotations.summary).toContain('$labels.service');
  expect(anomaly?.annotations.description).toMatch(/Actual .*expected/s);
});

test('the dashboard asks data sources and panels that are there, and nothing overlaps', () => {
  const uids = new Map(sources.map(({ uid, type }) => [uid, type]));
  const asked = [
    ...dashboard.templating.list.map(({ datasource }) => datasource),
    ...dashboard.panels.flatMap(({ datasource, targets }) => [
      datasource,
      ...targets.map((target) => target.datasource),
    ]),
  ];
  for (const { uid, type } of asked) expect(uids.get(uid)).toBe(type);
  const ours = dashboard.panels.filter(({ type }) => type.startsWith('lapwing-'));
  expect(ours.map(({ type }) => type)).toEqual([idOf('panels/anomaly-chart/plugin.json')]);
  const kinds = textOf('grafana-plugin/src/datasource/query.ts');
  for (const { kind } of dashboard.panels.flatMap(({ targets }) => targets)) {
    if (kind !== undefined) expect(kinds).toContain(`'${kind}'`);
  }
  const taken = new Set<string>();
  for (const { title, gridPos } of dashboard.panels) {
    for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
        expect(taken, `${title} lies over another`).not.toContain(`${x} ${y}`);
        taken.add(`${x} ${y}`);
      }
    }
    expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
  }
});

function idOf(file: string): string {
  return z.looseObject({ id: z.string() }).parse(dataOf(`grafana-plugin/src/${file}`)).id;
}
