import { spawnSync } from 'node:child_process';
import { describe, test } from 'vitest';
import { openSearchIsCached } from './opensearch-files.ts';
import { postgresPrograms } from './postgres.ts';

type NeededServer = 'opensearch' | 'prometheus' | 'alertmanager' | 'chromium' | 'openssl' | 'postgres';

const LOWEST_JAVA = 17;

/**
 * `describe` for tests that need real programs: `needServer('opensearch')('pulls logs', () => {…})`. Where one is
 * lacking, the tests are skipped and say why; in CI (`CI` is set) they fail instead, for there nothing may be skipped.
 */
export function needServer(...servers: NeededServer[]): (title: string, tests: () => void) => void {
  const reasons = servers.flatMap((server) => lacking(server) ?? []);
  if (reasons.length === 0) return (title, tests) => describe(title, tests);
  const reason = reasons.join('; ');
  if (process.env['CI']) {
    return (title) =>
      describe(title, () => {
        test('has the servers it needs', () => {
          throw new Error(`${reason}. In CI no test against a real server may be skipped.`);
        });
      });
  }
  return (title, tests) => describe.skip(`${title} (skipped: ${reason})`, tests);
}

/** Why `server` can't be started here; undefined when it can. */
function lacking(server: NeededServer): string | undefined {
  switch (server) {
    case 'opensearch':
      return lackingForOpenSearch();
    case 'prometheus':
      return runs('prometheus', '--version') ? undefined : '`prometheus` is not installed';
    case 'alertmanager':
      return runs('prometheus-alertmanager', '--version')
        ? undefined
        : '`prometheus-alertmanager` is not installed';
    case 'openssl':
      return runs('openssl', 'version') ? undefined : '`openssl` is not installed';
    case 'postgres':
      return postgresPrograms() === undefined ? 'PostgreSQL is not installed' : undefined;
    case 'chromium':
      return runs('chromium', '--version') ? undefined : '`chromium` is not installed';
  }
}

function lackingForOpenSearch(): string | undefined {
  const said = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const version = Number(/version "(\d+)/.exec(said.stderr ?? '')?.[1] ?? 0);
  if (version < LOWEST_JAVA) return `OpenSearch needs Java ${LOWEST_JAVA} and this is ${version || 'none'}`;
  if (openSearchIsCached()) return undefined;
  if (!runs('mvn', '--version')) return '`mvn` is not installed, which fetches OpenSearch';
  return runs('javac', '-version') ? undefined : '`javac` is not installed (a JDK, not only a JRE)';
}

function runs(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
