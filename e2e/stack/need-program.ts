import { spawnSync } from 'node:child_process';
import { describe, test } from 'vitest';

interface Options {
  /** Installed in CI: its absence is a failure there, and a skip elsewhere. */
  inCi: boolean;
}

/** `describe` for checks by another program; where it lacks, they are skipped and say why. */
export function needProgram(
  program: string,
  versionFlag: string,
  { inCi }: Options,
): (title: string, tests: () => void) => void {
  const found = spawnSync(program, [versionFlag], { stdio: 'ignore' });
  if (found.error === undefined) return (title, tests) => describe(title, tests);
  const reason = `\`${program}\` is not installed`;
  if (inCi && process.env['CI']) {
    return (title) =>
      describe(title, () => {
        test('has the program it needs', () => {
          throw new Error(`${reason}. In CI this check may not be skipped.`);
        });
      });
  }
  return (title, tests) => describe.skip(`${title} (skipped: ${reason})`, tests);
}
