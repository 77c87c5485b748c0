import type { ErrorCode } from '@lapwing/contract';
import type { z } from 'zod';
import { LapwingError } from '../errors.ts';

export type Part = 'path' | 'query' | 'body';
type Issue = z.core.$ZodIssue;
interface Fault {
  where: string;
  message: string;
}

/** A body of a hundred thousand bad readings needs no hundred thousand lines to mend. */
const MOST_DETAILS = 20;
const HINT: Readonly<Record<Part, string>> = {
  path: 'Check the address against GET /api/docs',
  query: 'Check the query parameters against GET /api/docs',
  body: 'Check the body against its schema at GET /api/docs',
};
const TIME_PARAMETERS = new Set(['query.start_time', 'query.end_time']);
const MISSING = /received undefined$/;

/** What a schema refused, in a person's words: each fault with the place it is in. */
export function refusal(part: Part, error: z.ZodError): LapwingError {
  const faults = error.issues.flatMap((issue) => faultsOf(issue, part));
  const [first] = faults;
  const others = faults.length - 1;
  const more = others === 0 ? '' : ` (and ${others} more)`;
  return new LapwingError(codeOf(first.where), {
    message: `${first.where}: ${first.message}${more}`,
    where: first.where,
    hint: HINT[part],
    details: faults.slice(0, MOST_DETAILS),
  });
}

function codeOf(where: string): ErrorCode {
  return TIME_PARAMETERS.has(where) ? 'BAD_TIME' : 'BAD_REQUEST';
}

function faultsOf(issue: Issue, base: string): Fault[] {
  const where = place(base, issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ where: place(where, [key]), message: 'is not known here' }));
  }
  if (issue.code === 'invalid_union') return unionFaults(issue, where);
  if (issue.code === 'invalid_key') {
    return issue.issues.map(({ message }) => ({ where, message: `bad key: ${message}` }));
  }
  return [{ where, message: MISSING.test(issue.message) ? 'is missing' : issue.message }];
}

/** The faults of the branch that came nearest: the one whose first fault lies deepest, then the one with fewest. */
function unionFaults(issue: Issue & { code: 'invalid_union' }, where: string): Fault[] {
  const branches = issue.errors.filter((branch) => branch.length > 0);
  if (issue.message !== 'Invalid input' || branches.length === 0) return [{ where, message: issue.message }];
  const [nearest] = branches.sort((a, b) => depth(b) - depth(a) || a.length - b.length);
  return nearest.flatMap((inner) => faultsOf(inner, where));
}

function depth(branch: Issue[]): number {
  return branch.reduce((deepest, { path }) => Math.max(deepest, path.length), 0);
}

function place(base: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}.${String(key)}`),
    base,
  );
}
