import { ConfigError } from '../config/config-error.ts';
import { LapwingError } from '../errors.ts';

/** An error as a person reads it in a terminal: what was wrong, where, what to do; a stack for our own mistakes alone. */
export function explain(error: unknown): string {
  if (error instanceof ConfigError) return `lapwing: the configuration is wrong\n${error.message}`;
  if (error instanceof LapwingError) return `lapwing: ${error.message}\n  ${error.hint}`;
  return error instanceof Error ? `lapwing: ${error.stack ?? error.message}` : `lapwing: ${String(error)}`;
}
