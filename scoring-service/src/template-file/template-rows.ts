import { createTemplateParser, type Shape, type TemplateParser } from '@lapwing/engine';
import { logLines } from './log-lines.ts';

/** Kinds of message kept apart while a file is read: a file is read once, so that memory may be spent on it. */
const SHAPES_MOST = 100_000;

const NEEDS_QUOTES = /[",]/;

/** A template's row but for the line's number: templates hold no line ends. */
function rowOf(parser: TemplateParser, shape: Shape): string {
  const { id, text } = parser.templateFor(shape);
  return `${id},${NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text}`;
}

/** Rows that are handed on at a time: each alone would cost more than it took to find. */
const ROWS_AT_A_TIME = 1024;

/**
 * The answer, `line,template_id,template` for each line of the log, in order: first the head, then some rows at a time
 * with line ends between them. The log is read whole before the first row, so that each line tells the template that its
 * group has in the end.
 */
export async function* templateRows(pieces: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const parser = createTemplateParser({ shapesMost: SHAPES_MOST });
  const shapes: Shape[] = [];
  for await (const lines of logLines(pieces)) {
    for (const line of lines) shapes.push(parser.learn(line));
  }
  parser.settle();
  yield 'line,template_id,template';
  const rows = new Map<Shape, string>();
  for (let from = 0; from < shapes.length; from += ROWS_AT_A_TIME) {
    const some = shapes.slice(from, from + ROWS_AT_A_TIME);
    yield some.map((shape, k) => `${from + k + 1},${rowFor(rows, parser, shape)}`).join('\n');
  }
}

function rowFor(rows: Map<Shape, string>, parser: TemplateParser, shape: Shape): string {
  let row = rows.get(shape);
  if (row === undefined) rows.set(shape, (row = rowOf(parser, shape)));
  return row;
}
