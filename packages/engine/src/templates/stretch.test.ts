import { expect, test } from 'vitest';
import type { Columns } from './columns.ts';
import { Stretches } from './stretch.ts';
import type { Template } from './template.ts';
import { TemplateBook } from './template-book.ts';

const book = new TemplateBook();

/** A template as it is written: `sink <*> stopped`. */
function template(text: string): Template {
  const columns: Columns = text.split(' ').map((word) => (word === '<*>' ? null : word));
  return book.of(
    columns,
    [...columns, ''].map(() => ' '),
    0,
  );
}

function stretchesOf(...texts: string[]): Map<string, string> {
  const stretches = new Stretches();
  const templates = texts.map(template);
  stretches.compare(templates, templates.length);
  return new Map(texts.map((text, k) => [text, stretches.of(templates[k]).text.trim()]));
}

test('a name of two words is the value that one word is', () => {
  const found = stretchesOf('Sink <*> stopped', 'Sink acme zorro stopped', 'Sink <*> acme stopped');
  expect(new Set(found.values())).toEqual(new Set(['Sink <*> stopped']));
});

test('words that statements are written in are another statement', () => {
  const found = stretchesOf('Sink <*> stopped', 'Sink <*> is not stopped', 'Sink <*> could be stopped');
  expect(new Set(found.values()).size).toBe(3);
});

test('a key is never part of a value', () => {
  expect(new Set(stretchesOf('failure of <*>', 'failure of <*> user= <*>').values()).size).toBe(2);
});

test('what has one word holds nothing', () => {
  expect(new Set(stretchesOf('<*> stopped', 'acme zorro stopped').values()).size).toBe(2);
});

test('a template that comes later is held where the value has been seen to stretch', () => {
  const stretches = new Stretches();
  const host = template('Sink <*> stopped');
  const later = template('Sink umbra zorro stopped');
  stretches.add(later);
  expect(stretches.of(later)).toBe(later);
  const templates = [host, ...['acme zorro', 'umbra ilex'].map((name) => template(`Sink ${name} stopped`))];
  stretches.compare(templates, templates.length);
  stretches.add(later);
  expect(stretches.of(later)).toBe(host);
});

test('words that repeat cost no more than others', () => {
  const many = Array.from({ length: 120 }, (_, k) => (k % 2 === 0 ? 'a' : '<*>')).join(' ');
  const found = stretchesOf(`${many} b`, `${Array.from({ length: 200 }, () => 'a').join(' ')} c b`);
  expect(new Set(found.values()).size).toBe(2);
});
