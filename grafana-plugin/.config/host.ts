// `npm run host -w grafana-plugin -- 13.2`: another Grafana's packages, with the React that they ask for, installed in
// hosts/<version>. The plugin's source is type-checked against them, and the preview page built with them; with
// `--types` or `--preview` that alone.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { buildPreview } from './preview.ts';

const HOSTS = path.resolve(import.meta.dirname, '../hosts');
/** What lies in a host's folder as it lies in ours, so that its imports are looked for there first. */
const LINKED = ['src', 'preview'];

const [version = '', only] = process.argv.slice(2);
const home = path.join(HOSTS, version);
if (version === '' || !existsSync(path.join(home, 'package.json'))) {
  fail(`which Grafana? One of: ${readdirSync(HOSTS).join(', ')}`);
}
run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], home);
for (const name of LINKED) {
  await rm(path.join(home, name), { force: true });
  await symlink(path.join('../..', name), path.join(home, name), 'dir');
}
if (only !== '--preview') run('tsc', ['-p', '.'], home);
if (only !== '--types') await buildPreview(home);

function run(command: string, args: string[], cwd: string): void {
  // npm tells the scripts that it runs of the workspace that they are run for; this is another place.
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('npm_')));
  const { status } = spawnSync(command, args, { cwd, env, stdio: 'inherit' });
  if (status !== 0) fail(`${command} ${args.join(' ')} failed in hosts/${version}`);
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
