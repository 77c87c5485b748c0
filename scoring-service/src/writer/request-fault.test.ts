import { expect, test } from 'vitest';
import { ServerFault, type Fault } from '../sources/shared/server-fault.ts';
import { judgeRequest } from './request-fault.ts';

const URL = 'https://search.example:9200';
const judge = (fault: Fault) => judgeRequest(new ServerFault(fault, 'x'), URL);
const answer = (status: number, type?: string, askedMs = 0): Fault => ({
  kind: 'answer',
  status,
  body: type === undefined ? '' : { error: { type, reason: `${type} said so` } },
  askedMs,
});

test.each([408, 429, 500, 502, 503, 504])('status %d passes by itself', (status) => {
  expect(judge(answer(status)).kind).toBe('wait');
});

test.each([400, 401, 403, 404, 405])('status %d waits for a person', (status) => {
  expect(judge(answer(status)).kind).toBe('blocked');
});

test('too much at once is made smaller', () => {
  expect(judge(answer(413)).kind).toBe('smaller');
  expect(judge(answer(429, 'circuit_breaking_exception')).kind).toBe('smaller');
});

test('the reason is the server’s own, what it asks for is kept, and there is a hint', () => {
  const fault = judge(answer(429, 'rejected_execution_exception', 3_000));
  expect(fault.reason).toBe('OpenSearch answered 429: rejected_execution_exception said so');
  expect(fault.askedMs).toBe(3_000);
  expect(judge(answer(401)).hint).toContain('credentials');
  expect(judge(answer(403)).hint).toContain('scores-index.md');
});

test('time-outs and lost connections pass, a stranger at the address does not', () => {
  expect(judge({ kind: 'timeout', seconds: 30 }).kind).toBe('wait');
  const lost = judge({ kind: 'connection', message: 'ECONNREFUSED' });
  expect(lost).toMatchObject({ kind: 'wait' });
  expect(lost.reason).toContain(URL);
  expect(judge({ kind: 'unreadable', message: 'not JSON' }).kind).toBe('blocked');
});

test('what is none of the server’s faults is thrown on', () => {
  const bug = new TypeError('ours');
  expect(() => judgeRequest(bug, URL)).toThrow(bug);
});
