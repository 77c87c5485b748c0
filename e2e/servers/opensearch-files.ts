import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const HERE = import.meta.dirname;
const RECIPE = path.join(HERE, 'opensearch');
const CACHE = path.resolve(HERE, '../../node_modules/.cache/lapwing');
const FOLDER = path.join(CACHE, 'opensearch-2.19.1.0');

/** The class path of a real OpenSearch node: its jars are copied and Main.java compiled once, then kept. */
export async function openSearchClassPath(): Promise<string> {
  if (!upToDate()) await prepare();
  return [path.join(FOLDER, 'classes'), path.join(FOLDER, 'lib', '*')].join(path.delimiter);
}

/** Whether the node can be started without a download. */
export function openSearchIsCached(): boolean {
  return existsSync(path.join(FOLDER, 'classes', 'Main.class'));
}

function upToDate(): boolean {
  if (!openSearchIsCached()) return false;
  const compiled = statSync(path.join(FOLDER, 'classes', 'Main.class')).mtimeMs;
  return ['Main.java', 'pom.xml'].every((file) => statSync(path.join(RECIPE, file)).mtimeMs <= compiled);
}

/** Made beside its place and moved there whole: two test runs at once, or one cut short, leave nothing half-made. */
async function prepare(): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const work = mkdtempSync(path.join(CACHE, 'opensearch-new-'));
  try {
    cpSync(RECIPE, work, { recursive: true });
    await run(
      'mvn',
      ['-q', '-B', 'dependency:copy-dependencies', '-DincludeScope=runtime', '-DoutputDirectory=lib'],
      { cwd: work },
    );
    await run('javac', ['-cp', 'lib/*', '-d', 'classes', 'Main.java'], { cwd: work });
    rmSync(FOLDER, { recursive: true, force: true });
    renameSync(work, FOLDER);
  } catch (error) {
    rmSync(work, { recursive: true, force: true });
    if (!upToDate()) throw error;
  }
}
