import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const DIST = path.resolve(import.meta.dirname, '../../grafana-plugin/dist');
const MOST_BYTES = 60_000;
const SHARED = [
  'react',
  'react-dom',
  'rxjs',
  '@emotion/css',
  '@grafana/data',
  '@grafana/runtime',
  '@grafana/ui',
  'module',
];

interface PluginJson {
  id: string;
  info: { version: string; logos: { small: string } };
  includes?: { type: string; path: string }[];
  routes?: { path: string; method?: string; url: string; reqRole?: string; headers: { content: string }[] }[];
}
const pluginJson = (folder: string): PluginJson =>
  JSON.parse(readFileSync(path.join(DIST, folder, 'plugin.json'), 'utf8')) as PluginJson;

const PANELS = ['anomaly-chart', 'swim-lanes', 'root-cause', 'correlation'].map((name) => `panels/${name}`);

test.each(['', 'datasource', ...PANELS])(
  'the first bundle of “%s” is small and asks for what every Grafana shares',
  (folder) => {
    const file = path.join(DIST, folder, 'module.js');
    expect(statSync(file).size).toBeLessThan(MOST_BYTES);
    const dependencies = /define\((\[[^\]]*\])/.exec(readFileSync(file, 'utf8'))?.[1] ?? '[""]';
    for (const dependency of JSON.parse(dependencies) as string[]) expect(SHARED).toContain(dependency);
    expect(existsSync(path.join(DIST, folder, pluginJson(folder).info.logos.small))).toBe(true);
    expect(pluginJson(folder).info.version).toMatch(/^\d+\.\d+\.\d+$/);
  },
);

test('the app names what is nested in it', () => {
  const nested = (pluginJson('').includes ?? []).filter(({ type }) => type !== 'page');
  expect(nested.map((include) => include.path).sort()).toEqual(
    ['datasource', ...PANELS].map((folder) => `${folder}/plugin.json`).sort(),
  );
  for (const include of nested) expect(existsSync(path.join(DIST, include.path))).toBe(true);
});

test('every route adds the key on Grafana’s side', () => {
  const routes = ['', 'datasource'].flatMap((folder) => pluginJson(folder).routes ?? []);
  expect(routes.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['api', 'api/*', 'api/v1/incidents/*']),
  );
  for (const route of routes) expect(route.headers[0]?.content).toBe('Bearer {{ .SecureJsonData.apiKey }}');
});

test('what changes something is for editors alone, on Grafana’s side too', () => {
  const changing = (pluginJson('').routes ?? []).filter(({ method }) => method !== 'GET');
  expect(changing.length).toBeGreaterThan(0);
  for (const route of changing) expect(route.reqRole).toMatch(/^(Editor|Admin)$/);
});

test('the data source only reads, whatever the role of the key that it was given', () => {
  for (const { method } of pluginJson('datasource').routes ?? []) expect(method).toBe('GET');
});
