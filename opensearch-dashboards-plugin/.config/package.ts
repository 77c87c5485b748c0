// `npm run package -w opensearch-dashboards-plugin [-- VERSION …]`: builds the plugin and writes one zip a version of
// OpenSearch Dashboards into dist/zips; of all in osd-versions.json unless told.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { PLUGIN_ID } from '../common/ids.ts';
import { buildPlugin } from './build-plugin.ts';
import { makeZip } from './make-zip.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const OUT = path.join(ROOT, 'dist/zips');
const Version = z.string().regex(/^\d+\.\d+\.\d+$/, 'must be a version of OpenSearch Dashboards, as 2.19.2');

const known = z
  .array(Version)
  .parse(JSON.parse(await readFile(path.join(ROOT, 'osd-versions.json'), 'utf8')));
const asked = z.array(Version).parse(process.argv.slice(2));

await buildPlugin(ROOT);
await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
for (const version of asked.length > 0 ? asked : known) {
  const file = path.join(OUT, `${PLUGIN_ID}-${version}.zip`);
  const bytes = await makeZip(ROOT, version);
  await writeFile(file, bytes);
  process.stdout.write(`${path.relative(ROOT, file)}: ${Math.round(bytes.byteLength / 1024)} kB\n`);
}
