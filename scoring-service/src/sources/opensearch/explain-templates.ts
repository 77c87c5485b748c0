import { createTemplateParser } from '@lapwing/engine';
import type { Dimension } from '@lapwing/engine';
import { z } from 'zod';
import { valueAt } from '../opensearch-spans/documents.ts';
import { readWhole } from './read-page.ts';

/** Lines of each stretch that are drawn by chance: a tenth of them is known to a few hundredths. */
const LINES = 500;
/** Kinds of message kept apart. */
const SHAPES_MOST = 2_000;
/** What of a line is read. */
const LONGEST = 2_000;
/** The same explanation each time it is asked for. */
const SEED = 1;

const Answer = z.object({
  hits: z.object({
    hits: z.array(z.object({ _source: z.record(z.string(), z.unknown()).optional() })),
  }),
});

/** A search for some documents of one stretch, drawn by chance. */
export function drawnBody(query: object, message: string): object {
  const random = { seed: SEED, field: '_seq_no' };
  return {
    size: LINES,
    track_total_hits: false,
    _source: [message],
    query: { function_score: { query, random_score: random, boost_mode: 'replace' } },
  };
}

/** The messages of its answer. Throws ServerFault. */
export function drawnLines(answer: unknown, message: string): string[] {
  return readWhole(answer, Answer).hits.hits.flatMap(({ _source: source = {} }) => {
    const text = valueAt(source, message);
    return typeof text === 'string' ? [text.slice(0, LONGEST)] : [];
  });
}

/** How many documents of each stretch have which template, from the lines that were drawn of them. */
export function templateDimension(
  lines: Readonly<Record<'before' | 'during', readonly string[]>>,
  total: { before: number; during: number },
): Dimension {
  const parser = createTemplateParser({ shapesMost: SHAPES_MOST, isLive: false });
  for (const line of [...lines.before, ...lines.during]) parser.learn(line);
  parser.settle();
  const counts = new Map<string, { before: number; during: number }>();
  for (const side of ['before', 'during'] as const) {
    for (const line of lines[side]) {
      const { text } = parser.lookUp(line);
      const count = counts.get(text) ?? { before: 0, during: 0 };
      counts.set(text, count);
      count[side] += total[side] / lines[side].length;
    }
  }
  return { label: 'template', slices: [...counts].map(([value, count]) => ({ value, ...count })) };
}
