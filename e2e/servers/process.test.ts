import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ServerProcess, waitUntilReady } from './process.ts';

const MODULE = path.join(import.meta.dirname, 'process.ts');

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a server ends when the test runner is killed', async () => {
  const script = `
    import { ServerProcess } from ${JSON.stringify(MODULE)};
    console.log(new ServerProcess('sleep', 'sleep', ['600']).pid);
    setInterval(() => {}, 1000);`;
  const runner = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(runner.stdout, 'data')) as [Buffer];
  const pid = Number(said.toString());
  expect(lives(pid)).toBe(true);
  runner.kill('SIGKILL');
  await expect.poll(() => lives(pid), { timeout: 5_000 }).toBe(false);
});

test('a start that fails says what the server said', async () => {
  const server = new ServerProcess('thing', 'sh', ['-c', 'echo no such setting >&2; exit 3']);
  await expect(waitUntilReady(server, () => Promise.resolve(false), 5_000)).rejects.toThrow(
    /no such setting/,
  );
});

test('a command that is not there says so', async () => {
  const server = new ServerProcess('thing', 'no-such-command', []);
  await expect(waitUntilReady(server, () => Promise.resolve(false), 5_000)).rejects.toThrow(/ENOENT/);
});

test('a server that never gets ready is ended', async () => {
  const server = new ServerProcess('thing', 'sleep', ['600']);
  await expect(waitUntilReady(server, () => Promise.resolve(false), 300)).rejects.toThrow(/not ready/);
  expect(lives(server.pid)).toBe(false);
});
