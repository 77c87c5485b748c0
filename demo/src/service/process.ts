import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DemoError } from '../errors.ts';
import type { ServiceClient } from './client.ts';

const LAPWING = fileURLToPath(new URL('../../../scoring-service/src/cli/lapwing.ts', import.meta.url));
const START_TIMEOUT_MS = 60_000;
const HEALTH_POLL_MS = 100;
/** A service that is told to stop writes its state first. */
const STOP_TIMEOUT_MS = 10_000;
const LINES_KEPT = 15;

export interface ServiceProcess {
  client: ServiceClient;
  /** Resolves when the service ends by itself, with what it said last. */
  died: Promise<DemoError>;
  stop(): Promise<void>;
}

/** Starts `lapwing serve` with the configuration file at `config`, and waits until it answers. */
export async function startService(
  config: string,
  client: ServiceClient,
  verbose: boolean,
): Promise<ServiceProcess> {
  const child = spawn(process.execPath, [LAPWING, 'serve', '--config', config], {
    env: ownEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lastLines = keepLines(child, verbose);
  const died = new Promise<DemoError>((resolve) => {
    child.once('error', (error) => resolve(ended(error.message, lastLines())));
    child.once('exit', (code, signal) => resolve(ended(`it ended with ${signal ?? code}`, lastLines())));
  });
  const stop = (): Promise<void> => stopChild(child);
  try {
    await waitUntilUp(client, died);
  } catch (error) {
    await stop();
    throw error;
  }
  return { client, died, stop };
}

/** Settings of another Lapwing on this machine must not reach ours. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('LAPWING_')));
}

/** A port of 127.0.0.1 that nobody uses at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function waitUntilUp(client: ServiceClient, died: Promise<DemoError>): Promise<void> {
  const late = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const answer = await Promise.race([client.health(), died]);
    if (answer instanceof DemoError) throw answer;
    if (answer !== undefined) return;
    if (Date.now() > late) {
      throw new DemoError({
        message: `it did not answer within ${START_TIMEOUT_MS / 1000} s`,
        where: 'scoring service',
        hint: 'run the demo with --verbose to see what it does',
      });
    }
    await sleep(HEALTH_POLL_MS);
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await gone;
  clearTimeout(kill);
}

/** Keeps the last lines of what the service writes, for the day it dies; shows all of it when asked to. */
function keepLines(child: ChildProcess, verbose: boolean): () => string[] {
  let kept: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (piece: string) => {
      if (verbose) process.stderr.write(piece);
      kept = [...kept, ...piece.split('\n').filter((line) => line !== '')].slice(-LINES_KEPT);
    });
  }
  return () => kept;
}

function ended(how: string, lines: readonly string[]): DemoError {
  return new DemoError({
    message: how,
    where: 'scoring service',
    hint: lines.length === 0 ? 'it said nothing' : `it said last:\n  ${lines.join('\n  ')}`,
  });
}
