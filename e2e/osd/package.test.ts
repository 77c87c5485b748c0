import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { unzipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';

const PLUGIN = path.resolve(import.meta.dirname, '../../opensearch-dashboards-plugin');
const ZIPS = path.join(PLUGIN, 'dist/zips');
const VERSIONS = ['2.11.0', '3.6.0'];
const FOLDER = 'opensearch-dashboards/lapwingAnomaly/';
/** All that OpenSearch Dashboards takes in a manifest: any other key makes it refuse the plugin. */
const MANIFEST_KEYS = [
  ...['id', 'version', 'opensearchDashboardsVersion', 'configPath', 'requiredPlugins', 'optionalPlugins'],
  ...['requiredBundles', 'extraPublicDirs', 'server', 'ui'],
];
/** Every page of OpenSearch Dashboards loads it, whoever wants it or not. */
const LARGEST_ENTRY = 64 * 1024;

type Files = Record<string, Uint8Array>;

function packaged(): Files {
  execFileSync(process.execPath, ['.config/package.ts', ...VERSIONS], { cwd: PLUGIN, stdio: 'pipe' });
  return Object.fromEntries(readdirSync(ZIPS).map((name) => [name, readFileSync(path.join(ZIPS, name))]));
}

const text = (files: Files, name: string): string => new TextDecoder().decode(files[FOLDER + name]);

let zips: Files;
beforeAll(() => {
  zips = packaged();
});

test('one zip a version, each naming that very version, with what belongs in it and nothing else', () => {
  expect(Object.keys(zips).sort()).toEqual(VERSIONS.map((version) => `lapwingAnomaly-${version}.zip`));
  for (const version of VERSIONS) {
    const files = unzipSync(zips[`lapwingAnomaly-${version}.zip`] ?? new Uint8Array());
    const names = Object.keys(files);
    expect(names.every((name) => name.startsWith(FOLDER))).toBe(true);
    for (const name of ['server/index.js', 'target/public/lapwingAnomaly.plugin.js', 'LICENSE']) {
      expect(names).toContain(FOLDER + name);
    }
    const manifest = JSON.parse(text(files, 'opensearch_dashboards.json')) as Record<string, unknown>;
    expect(MANIFEST_KEYS).toEqual(expect.arrayContaining(Object.keys(manifest)));
    expect(manifest).toMatchObject({ id: 'lapwingAnomaly', version, opensearchDashboardsVersion: version });
    expect(JSON.parse(text(files, 'package.json'))).toMatchObject({ name: 'lapwingAnomaly', version });
  }
});

test('the same source makes the same bytes', () => {
  const again = packaged();
  for (const [name, bytes] of Object.entries(zips)) {
    expect(Buffer.compare(Buffer.from(bytes), Buffer.from(again[name] ?? [])), name).toBe(0);
  }
});

test('the entry is small, defines itself and does nothing before it is required', () => {
  const files = unzipSync(zips['lapwingAnomaly-2.11.0.zip'] ?? new Uint8Array());
  const source = text(files, 'target/public/lapwingAnomaly.plugin.js');
  expect(source.length).toBeLessThan(LARGEST_ENTRY);
  const defined: [string, (key: number) => Record<string, unknown>, number][] = [];
  // Nothing else is in this world: whatever the script looked at before it is required would throw.
  vm.runInNewContext(source, { __osdBundles__: { define: (...given: never) => defined.push(given) } });
  const [[key] = []] = defined;
  expect(defined).toHaveLength(1);
  expect(key).toBe('plugin/lapwingAnomaly/public');
  for (const [, chunk] of source.matchAll(/import\("\.\/([^"]+)"\)/g)) {
    expect(Object.keys(files)).toContain(`${FOLDER}target/public/${chunk ?? ''}`);
  }
});

test('a version that is none is refused', () => {
  expect(() =>
    execFileSync(process.execPath, ['.config/package.ts', 'latest'], { cwd: PLUGIN, stdio: 'pipe' }),
  ).toThrow('must be a version');
});
