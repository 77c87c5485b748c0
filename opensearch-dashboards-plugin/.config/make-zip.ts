import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import { z } from 'zod';
import { PLUGIN_ID } from '../common/ids.ts';

/** Where OpenSearch Dashboards' installer looks inside the zip. */
const FOLDER = `opensearch-dashboards/${PLUGIN_ID}`;
/** The first moment that a zip can hold, in local time as zips are: the same bytes wherever they are made. */
const MADE = new Date(1980, 0, 1);
const Manifest = z.record(z.string(), z.unknown());
const Package = z.object({ version: z.string(), license: z.string() });

/**
 * The plugin for one version of OpenSearch Dashboards, which takes a plugin only when it names that very version.
 * `root` is the plugin's folder, built before.
 */
export async function makeZip(root: string, osdVersion: string): Promise<Uint8Array> {
  const manifest = Manifest.parse(await json(path.join(root, 'opensearch_dashboards.json')));
  const { version, license } = Package.parse(await json(path.join(root, 'package.json')));
  const files: Zippable = {
    'opensearch_dashboards.json': text({
      ...manifest,
      version: osdVersion,
      opensearchDashboardsVersion: osdVersion,
    }),
    'package.json': text({
      name: PLUGIN_ID,
      version: osdVersion,
      license,
      private: true,
      opensearchDashboards: { version: osdVersion },
      // What the plugin itself is: OpenSearch Dashboards wants its own version everywhere else.
      lapwing: { version },
    }),
    LICENSE: await readFile(path.join(root, '../LICENSE')),
  };
  for (const part of ['server', 'target']) {
    for (const file of await filesUnder(path.join(root, 'dist', part))) {
      files[path.relative(path.join(root, 'dist'), file).split(path.sep).join('/')] = await readFile(file);
    }
  }
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  return zipSync(Object.fromEntries(sorted.map(([name, bytes]) => [`${FOLDER}/${name}`, bytes])), {
    mtime: MADE,
    level: 9,
  });
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name));
}

async function json(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}

function text(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}
