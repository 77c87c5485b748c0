import { expect, test } from 'vitest';
import { createTemplateParser } from './parser.ts';

/** The templates of some lines in the end. */
function templatesOf(lines: readonly string[]): Set<string> {
  const parser = createTemplateParser();
  const shapes = lines.map((line) => parser.learn(line));
  parser.settle();
  return new Set(shapes.map((shape) => parser.templateFor(shape).text));
}

const at = (k: number): string => `2026-07-03 10:22:${10 + k},118`;

test('words of the head are no evidence: what shares a level and a program alone are statements of their own', () => {
  const messages = [
    'Idle peers dropped',
    'Claimed',
    'Unlocked mailbox',
    'Verify',
    'Prepared query',
    'Detached',
  ];
  const lines = messages.map((message, k) => `${at(k)} INFO dovecot: ${message}`);
  expect(templatesOf(lines).size).toBe(messages.length);
});

test('a name in the message is a value as it is without a head', () => {
  const lines = ['zorro', 'acme_x', 'qwx-y'].map((name, k) => `${at(k)} INFO Cart: queue ${name} drained`);
  expect(templatesOf(lines)).toEqual(new Set(['<*> INFO Cart: queue <*> drained']));
});

test('one text of several programs is one template', () => {
  const lines = ['sshd', 'su', 'login'].map(
    (name, k) => `Jul  3 10:22:1${k} web01 ${name}[17]: session opened for user root`,
  );
  expect(templatesOf(lines)).toEqual(new Set(['<*> <*>: session opened for user root']));
});

test('a text of one word stays with its program', () => {
  const lines = ['sshd', 'su', 'login'].map((name, k) => `Jul  3 10:22:1${k} web01 ${name}[17]: started`);
  expect(templatesOf(lines).size).toBe(3);
});

test('levels part what else is the same', () => {
  const lines = ['INFO', 'WARN', 'ERROR'].map((level, k) => `${at(k)} ${level} Cart: order lost again`);
  expect(templatesOf(lines).size).toBe(3);
});

test('the same text after several names is one template, with a head and without', () => {
  const texts = ['SocketHandler', 'rlm_pap', 'bgp_keepalive'].map(
    (name) => `${name}: list of the scope is empty`,
  );
  expect(templatesOf(texts)).toEqual(new Set(['<*>: list of the scope is empty']));
  expect(templatesOf(texts.map((text, k) => `${at(k)} INFO [main] ${text}`))).toEqual(
    new Set(['<*> INFO <*> <*>: list of the scope is empty']),
  );
});

test('short texts after several names are statements of their own', () => {
  expect(templatesOf(['SocketHandler: started', 'rlm_pap: started', 'bgp_keepalive: started']).size).toBe(3);
});
