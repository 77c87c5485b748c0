import { spawnSync } from 'node:child_process';
import { ROOT } from './files.ts';

/** Building a program from its modules takes half a minute, more on a busy machine. */
const PATIENCE_MS = 280_000;

export interface Ran {
  status: number | null;
  output: string;
}

/** Runs a program in the checkout to its end; `output` is all it printed. */
export function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Ran {
  const done = spawnSync(program, args, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    timeout: PATIENCE_MS,
  });
  if (done.error !== undefined) throw done.error;
  return { status: done.status, output: `${done.stdout}${done.stderr}` };
}
