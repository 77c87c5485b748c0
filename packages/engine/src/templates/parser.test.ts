import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EngineError } from '../errors.ts';
import { createTemplateParser, restoreTemplateParser } from './parser.ts';

const USERS = ['alice', 'bob', 'carol', 'dave', 'erin', 'mallory'];

const LINES = [
  ...USERS.map((user) => `session opened for user ${user} by (uid=0)`),
  ...USERS.map((user) => `session closed for user ${user}`),
  'Starting main loop',
  'Stopping main loop',
  'Connection from 10.0.0.1 closed',
  'Connection from 10.0.0.2 refused',
  'Loaded plugin auth-ldap 1.2',
  'Loaded plugin metrics 3.4',
  'Loaded plugin zipkin-export 0.1',
  'Loaded plugin kafkaSink 2.2',
];

function learnt(lines: readonly string[]): Map<string, string> {
  const parser = createTemplateParser();
  const shapes = lines.map((line) => parser.learn(line));
  parser.settle();
  return new Map(lines.map((line, k) => [line, parser.templateFor(shapes[k]).id]));
}

describe('grouping', () => {
  test('a word that differs is a value after enough of them, and a statement of its own when it says what is done', () => {
    const parser = createTemplateParser();
    for (const line of LINES) parser.learn(line);
    parser.settle();
    const texts = parser.templates().map(({ template }) => template.text);
    expect(texts.sort()).toEqual([
      'Connection from <*> closed',
      'Connection from <*> refused',
      'Loaded plugin <*> <*>',
      'Starting main loop',
      'Stopping main loop',
      'session closed for user <*>',
      'session opened for user <*> by (uid=<*>)',
    ]);
  });

  test('messages learnt in any order have the same ids', () => {
    const expected = learnt(LINES);
    fc.assert(
      fc.property(fc.shuffledSubarray(LINES, { minLength: LINES.length }), (lines) => {
        expect(learnt(lines)).toEqual(new Map(lines.map((line) => [line, expected.get(line)])));
      }),
    );
  });

  test('an id does not depend on values, punctuation or who asks', () => {
    const one = createTemplateParser().parse('Connection from 10.0.0.1 closed');
    const other = createTemplateParser().parse('Connection from [::1] closed');
    expect(one.templateId).toMatch(/^[0-9a-f]{16}$/);
    expect(other.templateId).toBe(one.templateId);
    // Ids are kept in stores: if this one changes, what is stored no longer matches.
    expect(one.templateId).toBe('8c6c0c580acf601f');
  });

  test('templates that generalise are told, once', () => {
    const parser = createTemplateParser();
    const first = parser.templateOf('session closed for user alice');
    for (const user of USERS) parser.learn(`session closed for user ${user}`);
    const into = parser.templateOf('session closed for user alice');
    expect(into.text).toBe('session closed for user <*>');
    expect(parser.takeMoves()).toContainEqual({ from: first.id, into });
    expect(parser.takeMoves()).toEqual([]);
  });
});

test('a blank line is no line of values, and what was not looked at is in no template', () => {
  const parser = createTemplateParser();
  const blank = parser.parse('');
  expect(blank.template).toBe('');
  expect(parser.parse('17')).toMatchObject({ template: '<*>' });
  expect(parser.parse('17').templateId).not.toBe(blank.templateId);
  expect(parser.parse(`{"a":"${'y'.repeat(20_000)}`).template).toBe('<*>');
  expect(parser.parse(`${'5, '.repeat(300)}end`).template).toBe('<*>');
});

test('parameters are the values in order, also words that have become values', () => {
  const parser = createTemplateParser();
  for (const line of LINES) parser.learn(line);
  expect(parser.parse('session opened for user zoe by (uid=1001)').parameters).toEqual(['zoe', '1001']);
  expect(parser.parse('session opened for user x17 by (uid=5)').parameters).toEqual(['x17', '5']);
  expect(parser.parse('ids [1, 2] of "a b" at 10:00:00').parameters).toEqual(['[1, 2]', 'a b', '10:00:00']);
  expect(parser.parse('nothing varies here')).toMatchObject({
    template: 'nothing varies here',
    parameters: [],
  });
});

describe('saved and restored', () => {
  test('a parser goes on as if it had not stopped', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...LINES)),
        fc.array(fc.constantFrom(...LINES)),
        (before, after) => {
          const parser = createTemplateParser();
          for (const line of before) parser.learn(line);
          const restored = restoreTemplateParser(parser.save());
          for (const line of after) expect(restored.parse(line)).toEqual(parser.parse(line));
          expect(restored.save()).toEqual(parser.save());
        },
      ),
    );
  });

  test.each([
    ['nothing', new Uint8Array()],
    ['noise', Uint8Array.from({ length: 100 }, (_, k) => k)],
    ['cut short', createTemplateParser().save().subarray(0, 30)],
  ])('%s is refused', (_, bytes) => {
    expect(() => restoreTemplateParser(bytes)).toThrow(EngineError);
  });
});

describe('under a flood', () => {
  test('of fresh words in one pattern it keeps few kinds, and all are of that pattern', () => {
    const parser = createTemplateParser();
    const word = (k: number): string => `zq${k.toString(36).replace(/\d/g, (d) => 'abcdefghij'[Number(d)])}x`;
    const shapes = Array.from({ length: 5000 }, (_, k) =>
      parser.learn(`session of ${word(k)} closed by ${word(k * 7)} again`),
    );
    expect([...parser.shapes()].length).toBeLessThan(200);
    parser.settle();
    const texts = new Set(shapes.map((shape) => parser.templateFor(shape).text));
    expect(texts).toEqual(new Set(['session of <*> closed by <*> again']));
    expect(parser.templates().reduce((sum, { count }) => sum + count, 0)).toBe(5000);
    const restored = restoreTemplateParser(parser.save());
    expect(restored.parse(`session of ${word(9999)} closed by bob again`).template).toBe([...texts][0]);
  });

  test('a message is looked up without being learnt', () => {
    const parser = createTemplateParser();
    for (let k = 0; k < 5; k++) parser.learn(`order ${k} placed`);
    const before = [...parser.shapes()].length;
    expect(parser.lookUp('order 17 placed').text).toBe('order <*> placed');
    expect(parser.lookUp('card vault refused shard 5')).toEqual(
      createTemplateParser().templateOf('card vault refused shard 5'),
    );
    expect([...parser.shapes()].length).toBe(before);
  });

  test('of distinct messages it keeps a bounded number, and what comes often is kept', () => {
    const parser = createTemplateParser({ shapesMost: 500 });
    const word = (k: number): string =>
      k.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'.charAt(Number(digit)));
    for (let k = 0; k < 20_000; k++) {
      parser.learn(`${word(k)} ${word(k * 7919)} flood ${word(k * 104_729)}`);
      if (k % 10 === 0) parser.learn('the order was placed');
    }
    expect(parser.templates().length).toBeLessThanOrEqual(500);
    expect(parser.templates().find(({ template }) => template.text === 'the order was placed')?.count).toBe(
      2000,
    );
    expect(parser.save().length).toBeLessThan(1_000_000);
  });

  test('any text has a template whose text is well-formed and of one line', () => {
    const parser = createTemplateParser({ shapesMost: 300 });
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const parsed = parser.parse(text);
        expect(parsed.template.isWellFormed()).toBe(true);
        expect(parsed.template).not.toMatch(/[\r\n]/);
        expect(parser.parse(text)).toEqual(parsed);
      }),
      { numRuns: 1000 },
    );
  });
});
