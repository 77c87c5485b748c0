import { z } from 'zod';
import { ServerFault } from '../sources/shared/server-fault.ts';

/** What to do after a request that failed as a whole. */
export interface RequestFault {
  /**
   * `wait`: the server is away or busy; `blocked`: a person must mend something, and it is tried again all the same;
   * `smaller`: it was too much at once.
   */
  kind: 'wait' | 'blocked' | 'smaller';
  reason: string;
  hint: string;
  askedMs: number;
}

const ErrorBody = z.object({
  error: z.object({ type: z.string(), reason: z.string().nullish() }),
});

const PASSES: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** Judges a failed request. What is none of the server's faults (our own abort, a programming error) is thrown on. */
export function judgeRequest(error: unknown, url: string): RequestFault {
  if (!(error instanceof ServerFault)) throw error;
  const { fault } = error;
  switch (fault.kind) {
    case 'timeout':
      return wait(`OpenSearch did not answer within ${fault.seconds} s`, 'see how busy OpenSearch is');
    case 'connection':
      return wait(`${url} can't be reached: ${fault.message}`, 'check that OpenSearch runs at that address');
    case 'unreadable':
      return blocked(`${url} does not answer as OpenSearch does: ${fault.message}`, 'check the address');
    case 'partial':
      return wait(`OpenSearch answered in part: ${fault.reason}`, 'see the log of OpenSearch');
    case 'answer':
      return judgeStatus(fault.status, fault.body, fault.askedMs);
  }
}

function judgeStatus(status: number, body: unknown, askedMs: number): RequestFault {
  const parsed = ErrorBody.safeParse(body);
  const told = parsed.success ? parsed.data.error : undefined;
  const reason = `OpenSearch answered ${status}${told ? `: ${told.reason ?? told.type}` : ''}`;
  if (status === 413 || told?.type === 'circuit_breaking_exception') {
    return { kind: 'smaller', reason, hint: 'lower batch_bytes of the writer', askedMs };
  }
  if (PASSES.has(status)) return { ...wait(reason, 'see how busy OpenSearch is'), askedMs };
  if (status === 401) return blocked(reason, 'check the credentials of the writer');
  if (status === 403) return blocked(reason, 'give the writer its role: see docs/guide/scores-index.md');
  return blocked(reason, 'see the log of OpenSearch');
}

function wait(reason: string, hint: string): RequestFault {
  return { kind: 'wait', reason, hint, askedMs: 0 };
}

function blocked(reason: string, hint: string): RequestFault {
  return { kind: 'blocked', reason, hint, askedMs: 0 };
}
