import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../demo/src/main.ts', import.meta.url));

/** Runs the demo, a program of its own that knows the service's public API alone; answers its exit code. */
export async function demo(options: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [MAIN, ...options], { stdio: 'inherit' });
  // Ctrl-C reaches the child too; it ends by itself, and this process with it.
  const pass = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  process.on('SIGINT', pass).on('SIGTERM', pass);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      resolve(code ?? (signal === null ? 1 : 128 + constants.signals[signal]));
    });
  });
}
