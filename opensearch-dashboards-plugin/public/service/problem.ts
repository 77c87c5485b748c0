import { ApiError, readAnswer } from '@lapwing/contract';
import { z } from 'zod';
import type { Problem } from '../../common/status.ts';

export type { Problem } from '../../common/status.ts';

/** The server half answered something that the contract doesn't know. */
export class ContractError extends Error {
  constructor(path: string, options: ErrorOptions) {
    super(`the answer to ${path} is not what this version of the plugin expects`, options);
    this.name = 'ContractError';
  }
}

/** The server half took longer than a person waits. */
export class LateError extends Error {
  constructor(limitMs: number) {
    super(`no answer within ${limitMs / 1000} s`);
    this.name = 'LateError';
  }
}

/** What OpenSearch Dashboards throws for an answer that is no success. */
const Answered = z.object({
  body: z.object({
    statusCode: z.number().optional(),
    message: z.string().optional(),
    // A later service may have a code that is not known here; its words are.
    attributes: z
      .unknown()
      .optional()
      .transform((said) => readAnswer(ApiError, said)?.data),
  }),
});

/** Any failure of a request, in words. */
export function explain(error: unknown): Problem {
  if (error instanceof LateError) {
    return { title: 'Lapwing is too slow', hint: `It gave ${error.message}. Choose a shorter time range.` };
  }
  if (error instanceof ContractError) {
    return {
      title: 'Plugin and service do not fit together',
      hint: `${capital(error.message)}: install the plugin of the service’s version.`,
    };
  }
  const answered = Answered.safeParse(error);
  if (!answered.success) {
    return {
      title: 'OpenSearch Dashboards does not answer',
      hint: `Check the connection and try again. (${error instanceof Error ? error.message : String(error)})`,
    };
  }
  const { attributes, message = '', statusCode = 0 } = answered.data.body;
  if (attributes) return { title: capital(attributes.error.message), hint: capital(attributes.error.hint) };
  return statusCode === 404
    ? {
        title: 'Not found',
        hint: 'The plugin’s server half does not answer here: is it installed and enabled?',
      }
    : {
        title: `OpenSearch Dashboards answered with status ${statusCode}`,
        hint: message === '' ? 'Its log says more.' : capital(message),
      };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
