import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** How much of a server's output is kept for the message of a failed start. */
const OUTPUT_KEPT = 20_000;
/** A server that does not heed SIGTERM for so long is killed. */
const STOP_PATIENCE_MS = 20_000;
const FREEZE_POLL_MS = 2;

/** A server process that ends with this one, however this one ends. */
export class ServerProcess {
  readonly name: string;
  readonly pid: number;
  readonly exited: Promise<void>;
  #child: ChildProcess;
  #output = '';
  #ended = false;

  constructor(name: string, command: string, args: string[], env: NodeJS.ProcessEnv = {}) {
    this.name = name;
    this.#child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    const keep = (chunk: Buffer) => {
      this.#output = (this.#output + chunk.toString()).slice(-OUTPUT_KEPT);
    };
    this.#child.stdout?.on('data', keep);
    this.#child.stderr?.on('data', keep);
    this.pid = this.#child.pid ?? -1;
    const guard = this.pid > 0 ? guardOf(this.pid) : undefined;
    this.exited = new Promise((resolve) => {
      const end = () => {
        this.#ended = true;
        guard?.kill('SIGKILL');
        resolve();
      };
      this.#child.once('exit', end);
      // Only a process that never started ends without an exit.
      this.#child.once('error', (error) => {
        this.#output += `\n${error.message}`;
        if (this.pid < 0) end();
      });
    });
  }

  get running(): boolean {
    return !this.#ended;
  }

  /** The last of what it printed. */
  get output(): string {
    return this.#output;
  }

  /** Ends it in order; by force when it does not heed. */
  async stop(): Promise<void> {
    if (!this.running) return;
    this.#child.kill('SIGTERM');
    const force = setTimeout(() => this.#child.kill('SIGKILL'), STOP_PATIENCE_MS);
    await this.exited;
    clearTimeout(force);
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    if (!this.running) return;
    this.#child.kill('SIGKILL');
    await this.exited;
  }

  /** Stops its work without ending it (SIGSTOP): connections stay open and nobody answers. Resolves once it stands still. */
  async freeze(): Promise<void> {
    this.#child.kill('SIGSTOP');
    // Its threads stop one by one: on a busy machine a request may still be answered.
    while (this.running && !this.#standsStill()) await sleep(FREEZE_POLL_MS);
  }
  thaw(): void {
    this.#child.kill('SIGCONT');
  }

  /** Where the system does not tell (no Linux), it is taken as done. */
  #standsStill(): boolean {
    const tasks = `/proc/${this.pid}/task`;
    if (!existsSync(tasks)) return true;
    return readdirSync(tasks).every((task) => {
      // `PID (NAME) STATE …`; the name may hold anything.
      const stat = readFileSync(`${tasks}/${task}/stat`, 'utf8');
      return stat.charAt(stat.lastIndexOf(')') + 2) === 'T';
    });
  }
}

/** A shell that waits for our end of its input to close, as it does at our death, and then kills `pid`. */
function guardOf(pid: number): ChildProcess {
  const guard = spawn('/bin/sh', ['-c', 'cat >/dev/null; kill -9 "$0"', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // A group of its own: Ctrl-C in the terminal must not end the guard before the server.
    detached: true,
  });
  guard.stdin?.on('error', () => guard.kill('SIGKILL'));
  guard.unref();
  return guard;
}

/** Calls `ready` until it says true; throws with the server's last words when it ends or takes too long. */
export async function waitUntilReady(
  server: ServerProcess,
  ready: () => Promise<boolean>,
  patienceMs: number,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    if (!server.running) throw new Error(`${server.name} ended while starting:\n${server.output}`);
    if (await ready().catch(() => false)) return;
    if (Date.now() > deadline) {
      await server.kill();
      throw new Error(`${server.name} was not ready after ${patienceMs / 1000} s:\n${server.output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
