import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePorts } from './ports.ts';
import { ServerProcess, waitUntilReady } from './process.ts';

const START_PATIENCE_MS = 60_000;
/** Who comes as this user, once a test has made it, is asked for a password. */
export const GUARDED_USER = 'guarded';
/** The user that Debian's package makes: PostgreSQL refuses to run as root. */
const PLAIN_USER = 'postgres';

export interface RunningPostgres {
  /** Without a password: it trusts whoever reaches it, but for the user GUARDED_USER. */
  readonly url: string;
  kill(): Promise<void>;
  /** Starts it again where it was, on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The folder of PostgreSQL's programs, newest version first; undefined where it is not installed. */
export function postgresPrograms(): string | undefined {
  const folders = globSync('/usr/lib/postgresql/*/bin').filter((one) => existsSync(path.join(one, 'initdb')));
  return folders.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
}

/** Starts a real PostgreSQL (Debian's) with an empty database. */
export async function startPostgres(): Promise<RunningPostgres> {
  const programs = postgresPrograms();
  if (programs === undefined) throw new Error('PostgreSQL is not installed');
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-postgres-'));
  const asPlainUser = process.getuid?.() === 0 ? plainUser(folder) : [];
  const [command, ...args] = [
    ...[...asPlainUser, path.join(programs, 'initdb'), '-D', path.join(folder, 'data')],
    ...['-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8'],
  ];
  const made = spawnSync(command, args, { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb failed:\n${made.stdout}${made.stderr}`);

  const access = path.join(folder, 'data', 'pg_hba.conf');
  const guard = `host all ${GUARDED_USER} 127.0.0.1/32 scram-sha-256\n`;
  writeFileSync(access, guard + readFileSync(access, 'utf8'));

  const [port] = await freePorts(1);
  const launch = async (): Promise<ServerProcess> => {
    const [program, ...options] = [
      ...[
        ...asPlainUser,
        path.join(programs, 'postgres'),
        '-D',
        path.join(folder, 'data'),
        '-p',
        String(port),
      ],
      ...['-k', folder, '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'],
    ];
    const server = new ServerProcess('PostgreSQL', program, options);
    const ready = path.join(programs, 'pg_isready');
    await waitUntilReady(
      server,
      () => Promise.resolve(spawnSync(ready, ['-h', '127.0.0.1', '-p', String(port)]).status === 0),
      START_PATIENCE_MS,
    );
    return server;
  };
  let server = await launch();

  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    kill: () => server.kill(),
    async restart() {
      await server.kill();
      server = await launch();
    },
    async stop() {
      await server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a command starts with to run as the plain user, who gets the folder. */
function plainUser(folder: string): string[] {
  const id = (flag: string): number =>
    Number(spawnSync('id', [flag, PLAIN_USER], { encoding: 'utf8' }).stdout);
  const [user, group] = [id('-u'), id('-g')];
  if (!(user > 0)) throw new Error(`there is no user "${PLAIN_USER}", which PostgreSQL would run as`);
  chownSync(folder, user, group);
  return ['setpriv', `--reuid=${user}`, `--regid=${group}`, '--clear-groups'];
}
