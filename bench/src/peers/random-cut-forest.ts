import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

const RECIPE = path.join(import.meta.dirname, 'random-cut-forest');
const CACHE = path.resolve(import.meta.dirname, '../../../node_modules/.cache/lapwing');
const FOLDER = path.join(CACHE, 'random-cut-forest');
/** The plainest collector: its work is done, and counted, on the core that scores. */
const JVM = ['-XX:+UseSerialGC', '-Xmx2g'];
const LONGEST_OUTPUT = 2 ** 28;

/** Why the forest cannot run here; undefined when it can. */
export function forestIsLacking(): string | undefined {
  if (!runs('java', '-version')) return '`java` is not installed';
  if (isBuilt()) return undefined;
  if (!runs('javac', '-version')) return '`javac` is not installed (a JDK, not only a JRE)';
  return runs('mvn', '--version') ? undefined : '`mvn` is not installed, which fetches the library';
}

/** Runs the forest's program; gives what it printed. Builds it first, once. */
export function runForest(...args: (string | number)[]): string {
  if (!isBuilt()) build();
  const classPath = [path.join(FOLDER, 'classes'), path.join(FOLDER, 'lib', '*')].join(path.delimiter);
  return execFileSync('java', [...JVM, '-cp', classPath, 'Main', ...args.map(String)], {
    encoding: 'utf8',
    maxBuffer: LONGEST_OUTPUT,
  });
}

function isBuilt(): boolean {
  const compiled = path.join(FOLDER, 'classes', 'Main.class');
  if (!existsSync(compiled)) return false;
  const { mtimeMs } = statSync(compiled);
  return ['Main.java', 'pom.xml'].every((file) => statSync(path.join(RECIPE, file)).mtimeMs <= mtimeMs);
}

/** Made beside its place and moved there whole: one that is cut short leaves nothing half-made. */
function build(): void {
  mkdirSync(CACHE, { recursive: true });
  const work = mkdtempSync(path.join(CACHE, 'random-cut-forest-new-'));
  try {
    cpSync(RECIPE, work, { recursive: true });
    const quiet = { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] };
    execFileSync('mvn', ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=lib'], quiet);
    execFileSync('javac', ['-nowarn', '-cp', 'lib/*', '-d', 'classes', 'Main.java'], {
      cwd: work,
      stdio: 'pipe',
    });
    rmSync(FOLDER, { recursive: true, force: true });
    renameSync(work, FOLDER);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function runs(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
