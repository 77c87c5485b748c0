import { LapwingError } from '../errors.ts';

/** What was wrong with a file of a case folder, at which line, and what to do. */
export function caseError(
  file: string,
  line: number | undefined,
  message: string,
  hint: string,
  cause?: unknown,
): LapwingError {
  const where = line === undefined ? file : `${file}, line ${line}`;
  return new LapwingError('BAD_REQUEST', { message: `${where}: ${message}`, where, hint }, { cause });
}
