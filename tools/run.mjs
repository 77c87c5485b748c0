#!/usr/bin/env node
// The few commands a person needs, from a fresh clone: installs what is missing, then runs the command on the
// Node that the project brings along. Plain JavaScript for Node 20: nothing is installed yet when it starts.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const BIN = path.join(ROOT, 'node_modules', '.bin');
const STAMPS = path.join(ROOT, 'node_modules', '.cache', 'lapwing');
const LOWEST_NODE = 24;

const env = { ...process.env, PATH: BIN + path.delimiter + process.env.PATH };

function run(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env, ...options });
  if (done.error) fail(`${command}: ${done.error.message}`);
  return done.status ?? (done.signal ? 128 : 1);
}

function must(command, args) {
  const status = run(command, args);
  if (status !== 0) process.exit(status);
}

function fail(message) {
  console.error(`lapwing: ${message}`);
  process.exit(1);
}

/** True when `name`'s stamp was written for the same `content`; otherwise `work` runs and the stamp is renewed. */
function once(name, content, work) {
  const stamp = path.join(STAMPS, `${name}.sha256`);
  const hash = createHash('sha256').update(content).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  work();
  mkdirSync(STAMPS, { recursive: true });
  writeFileSync(stamp, hash);
}

function install() {
  once('install', readFileSync(path.join(ROOT, 'package-lock.json')), () => {
    console.log('lapwing: installing packages (once) …');
    // Warnings that an older Node is too old for packages would fill the screen: they run on the Node that comes along.
    must('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  });
  const version = spawnSync(path.join(BIN, 'node'), ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? '';
  if (!(Number(version.slice(1).split('.')[0]) >= LOWEST_NODE)) {
    fail(
      `Node ${LOWEST_NODE} is needed and node_modules/.bin/node is "${version || 'absent'}". ` +
        'Install scripts may be switched off: run `npm config set ignore-scripts false`, delete node_modules and try again.',
    );
  }
}

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !/[\\/](node_modules|dist|dist-preview)[\\/]/.test(file))
    .sort();
}

/** A plugin is built when its sources changed, or `made` (files below its folder) is not there. */
function buildPlugin(plugin, title, made) {
  const sources = [plugin, 'packages/visuals', 'packages/contract'].flatMap((folder) =>
    filesUnder(path.join(ROOT, folder)),
  );
  const content = createHash('sha256').update(readFileSync(path.join(ROOT, 'package-lock.json')));
  for (const file of sources) content.update(file).update(readFileSync(file));
  for (const built of made) {
    if (!existsSync(path.join(ROOT, plugin, built))) content.update('absent');
  }
  once(`build-${plugin}`, content.digest('hex'), () => {
    console.log(`lapwing: building ${title} …`);
    must('npm', ['run', '--silent', 'build', '-w', plugin]);
  });
}

const buildGrafana = () =>
  buildPlugin('grafana-plugin', 'the Grafana plugin and its preview page', [
    'dist/module.js',
    'dist-preview/index.html',
  ]);
const buildDashboards = () =>
  buildPlugin('opensearch-dashboards-plugin', 'the OpenSearch Dashboards plugin', [
    'dist/server/index.js',
    'dist-preview/18/host.js',
  ]);

function check() {
  for (const script of ['typecheck', 'lint', 'format:check', 'arrows', 'unused']) {
    console.log(`\n> ${script}`);
    must('npm', ['run', '--silent', script]);
  }
}

const COMMANDS = {
  setup: () => 0,
  demo: (args) => run('node', ['scoring-service/src/cli/lapwing.ts', 'demo', ...args]),
  test: (args) => {
    if (process.env.CI && args.length === 0) check();
    return run('vitest', ['run', ...args]);
  },
  check: () => (check(), 0),
  bench: (args) => run('node', ['bench/src/main.ts', ...args]),
  'overlay-speed': () => run('node', ['e2e/overlay-speed/main.ts']),
  'chart-speed': () => run('node', ['e2e/chart-speed/main.ts']),
  // Of the demo, or of the steps in a real Grafana: `npm run screenshots -- grafana`.
  screenshots: (args) =>
    args[0] === 'grafana'
      ? run('node', ['e2e/screenshots/grafana.ts'])
      : run('node', ['e2e/screenshots/main.ts', ...args]),
};

const [name = 'setup', ...args] = process.argv.slice(2);
if (!(name in COMMANDS)) fail(`unknown command "${name}"; one of ${Object.keys(COMMANDS).join(', ')}`);
install();
if (['setup', 'demo', 'test', 'overlay-speed', 'chart-speed', 'screenshots'].includes(name)) buildGrafana();
// The demo needs none of it.
if (['setup', 'test', 'screenshots'].includes(name)) buildDashboards();
process.exit(COMMANDS[name](args));
