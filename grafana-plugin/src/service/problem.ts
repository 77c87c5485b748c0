import { ApiError, readAnswer } from '@lapwing/contract';
import { z } from 'zod';
import { QueryError } from './query-error.ts';
import { TimeLimitError } from './time-limit.ts';

/** What went wrong, as a person is told: what, and what to do about it. Plain text. */
export interface Problem {
  title: string;
  hint: string;
  /** Nothing went wrong: it can't be had here. */
  severity?: 'info';
}

/** The service answered something that the contract doesn't know. */
export class ContractError extends Error {
  constructor(path: string, options: ErrorOptions) {
    super(`the answer to ${path} is not what this version of the plugin expects`, options);
    this.name = 'ContractError';
  }
}

/** What Grafana's backend service throws for an answer that is no success. */
const Answered = z.object({ status: z.number(), data: z.unknown() });

const UNREACHABLE: Problem = {
  title: 'Lapwing does not answer',
  hint: 'Check that the scoring service runs and that its address in the plugin’s configuration is right.',
};
const REFUSED: Problem = {
  title: 'Lapwing refused the key',
  hint: 'Make a new API key with the role viewer and enter it in the plugin’s configuration.',
};
const SIGNED_OUT: Problem = {
  title: 'You are not signed in to Grafana',
  hint: 'Lapwing is asked in the name of who is: sign in to see this.',
  severity: 'info',
};
const FORBIDDEN: Problem = {
  title: 'This is not allowed',
  hint: 'The key’s role, or your role in Grafana, is too low for it.',
};

/** Any failure of a request, in words. */
export function explain(error: unknown): Problem {
  if (error instanceof QueryError) return { title: capital(error.message), hint: error.hint };
  if (error instanceof TimeLimitError) {
    return {
      title: 'Lapwing is too slow',
      hint: `It gave ${error.message}. Choose a shorter time range, or raise the limit in the data source’s settings.`,
    };
  }
  if (error instanceof ContractError) {
    return {
      title: 'Plugin and service do not fit together',
      hint: `${capital(error.message)}: install the plugin of the service’s version.`,
    };
  }
  const answered = Answered.safeParse(error);
  if (answered.success) return explainAnswer(answered.data.status, answered.data.data);
  return {
    ...UNREACHABLE,
    hint: `${UNREACHABLE.hint} (${error instanceof Error ? error.message : String(error)})`,
  };
}

/** What Grafana's data source proxy makes of a 401, with the status 400. */
const REFUSED_BY_PROXY = 'Authentication to data source failed';

/** A 401 of Grafana's own, which the service never saw: nobody is signed in, or no longer. */
const GrafanasOwn = z.object({ messageId: z.string().regex(/^(auth|session|login)\./) });

function explainAnswer(status: number, body: unknown): Problem {
  if (status === 401 && GrafanasOwn.safeParse(body).success) return SIGNED_OUT;
  if (status === 401 || isRefusedByProxy(body)) return REFUSED;
  // A later service may have a code that is not known here; its words are.
  const told = readAnswer(ApiError, body);
  if (told) return { title: capital(told.data.error.message), hint: capital(told.data.error.hint) };
  if (status === 403) return FORBIDDEN;
  if (status === 404) {
    return {
      title: 'Not found',
      hint: 'Check the service’s address: something else answers there, or nothing by that name.',
    };
  }
  // 0 is a broken connection; 502 to 504 are Grafana's own when it can't reach the service.
  return status === 0 || status >= 502
    ? UNREACHABLE
    : { title: `Lapwing answered with status ${status}`, hint: 'The service’s log says more.' };
}

function isRefusedByProxy(body: unknown): boolean {
  const told = z.union([z.string(), z.object({ message: z.string() }).transform(({ message }) => message)]);
  return told.safeParse(body).data?.trim() === REFUSED_BY_PROXY;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** One line of it, for a notice or a tooltip. */
export function problemLine(problem: Problem): string {
  return `${problem.title}. ${problem.hint}`;
}
