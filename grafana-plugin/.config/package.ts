// `npm run package -w grafana-plugin`: builds the plugin and writes what Grafana installs, a zip whose one folder is
// named after the plugin, with its checksum beside it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildPlugin } from './plugin.ts';
import { zipOf } from './zip.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const DIST = path.join(ROOT, 'dist');

await buildPlugin();
const { id, info } = JSON.parse(readFileSync(path.join(DIST, 'plugin.json'), 'utf8')) as {
  id: string;
  info: { version: string };
};
const name = `${id}-${info.version}.zip`;
const zip = await zipOf(DIST, id);
await writeFile(path.join(ROOT, name), zip);
await writeFile(
  path.join(ROOT, `${name}.sha256`),
  `${createHash('sha256').update(zip).digest('hex')}  ${name}\n`,
);
process.stdout.write(`grafana-plugin/${name} (${Math.round(zip.length / 1024)} kB)\n`);
