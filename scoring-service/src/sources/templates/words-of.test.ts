import { expect, test } from 'vitest';
import type { TemplateNote } from '../../stores/template-store.ts';
import { LineStreams } from './line-streams.ts';
import type { LineStream } from './template-chunks.ts';
import { throwawayTemplates } from './throwaway.ts';
import { quoted, templateWords } from './words-of.ts';

const MINUTE = 60_000;
const labels = { service: 'cart', metric: 'new_log_templates' };

test('names the new templates of the interval, the worst first, with a line of each', async () => {
  const store = throwawayTemplates();
  const stream: LineStream = {
    ...{ key: 'k', source: 's', silence: 'zero' },
    query: { type: 'templates', templates: 10, learn: '1h' },
    settings: { intervalMs: MINUTE, learnMs: 0, templates: 10 },
  };
  const line = (timestamp: number, message: string, level: string) => ({
    ...{ timestamp, service: 'cart', message, level },
  });
  const pages = [
    [
      line(0, 'started', 'INFO'),
      line(MINUTE, 'stopping', 'INFO'),
      line(MINUTE + 1, 'stock 5\n corrupted', 'ERROR'),
      line(MINUTE + 2, 'shelf 7 broken', 'ERROR'),
    ],
  ];
  await new LineStreams(store).count(stream, { from: 0, to: 2 * MINUTE }, { pages, times: () => 1 });
  expect(templateWords(store, 'k', labels, MINUTE)).toMatch(
    /^Never logged before: ERROR "stock <\*> corrupted", as in "stock 5 corrupted"; ERROR "shelf .*; and others\.$/,
  );
  expect(templateWords(store, 'k', labels, 5 * MINUTE)).toBeUndefined();
  expect(templateWords(store, 'k', { ...labels, metric: 'rare_log_templates' }, MINUTE)).toBeUndefined();
  expect(templateWords(store, 'k', { ...labels, metric: 'log_lines' }, MINUTE)).toBeUndefined();
  const notes: TemplateNote[] = store.notes('k', { service: 'cart', kind: 'new', time: MINUTE });
  expect(notes.map(({ level }) => level)).toEqual(['error', 'error', 'info']);
});

test('long texts are cut, and stand on one line', () => {
  expect(quoted(' a\n\tb ')).toBe('"a b"');
  expect(quoted('x'.repeat(1000))).toHaveLength(202);
});
