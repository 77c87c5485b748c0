import { createTemplateParser, type Template, type TemplateParser } from '@lapwing/engine';
import { LapwingError } from '../errors.ts';
import { logLines } from './log-lines.ts';
import { RowPieces } from './row-pieces.ts';
import { Serials } from './serials.ts';

/** Kinds of message kept apart while a file is read. */
export const SHAPES_MOST = 50_000;

const HEAD = Buffer.from('line,template_id,template\n');
const NEEDS_QUOTES = /[",]/;

/** A template's row but for the line's number: templates hold no line ends. */
function rowOf({ id, text }: Template): Buffer {
  return Buffer.from(`${id},${NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text}\n`);
}

export interface TemplateRowsSettings {
  /** Kinds of message kept apart. */
  shapesMost?: number;
  /** Told once when kinds were forgotten, with how many lines are of one that was. */
  onForgotten?: (lines: number) => void;
}

/**
 * The answer, `line,template_id,template` for each line of the log, in order, in pieces of whole rows. The log is read whole
 * before the first row, so that each line tells the template that its group has in the end. Where it has more kinds of
 * message than are kept, it is read a second time, and the lines whose kind was forgotten are told by what is known then.
 * Throws LapwingError BAD_REQUEST where it is shorter then, as a pipe is.
 */
export async function* templateRows(
  open: () => AsyncIterable<Uint8Array | string>,
  settings: TemplateRowsSettings = {},
): AsyncGenerator<Uint8Array> {
  const parser = createTemplateParser({ shapesMost: settings.shapesMost ?? SHAPES_MOST, isLive: false });
  const serials = new Serials();
  for await (const lines of logLines(open())) {
    for (const line of lines) serials.push(parser.learn(line).serial);
  }
  parser.settle();
  const rows = rowsBySerial(parser);
  yield HEAD;
  const pieces = new RowPieces();
  if (parser.forgotten === 0) {
    for (let k = 0; k < serials.length; k++) {
      const full = pieces.add(k + 1, rows[serials.at(k)]);
      if (full !== undefined) yield full;
    }
  } else {
    let [k, forgotten] = [0, 0];
    for await (const lines of logLines(open())) {
      for (const line of lines.slice(0, serials.length - k)) {
        const known = rows[serials.at(k)] as Buffer | undefined;
        if (known === undefined) forgotten++;
        const full = pieces.add(++k, known ?? rowOf(parser.lookUp(line)));
        if (full !== undefined) yield full;
      }
    }
    if (k < serials.length) throw cannotReadAgain(k, serials.length);
    if (forgotten > 0) settings.onForgotten?.(forgotten);
  }
  yield pieces.take();
}

function cannotReadAgain(again: number, first: number): LapwingError {
  const lines = (count: number): string => `${count.toLocaleString('en')} lines`;
  return new LapwingError('BAD_REQUEST', {
    message: `the log has so many kinds of message that it must be read twice, and was ${lines(again)} then, ${lines(first)} before`,
    where: 'FILE',
    hint: 'Name a file that can be read again, not a pipe, and none that is cut off meanwhile',
  });
}

/** Rows by the number of their shape; none where it was forgotten. */
function rowsBySerial(parser: TemplateParser): Buffer[] {
  const rows: Buffer[] = [];
  const byTemplate = new Map<Template, Buffer>();
  for (const { serial, template } of parser.shapes()) {
    let row = byTemplate.get(template);
    if (row === undefined) byTemplate.set(template, (row = rowOf(template)));
    rows[serial] = row;
  }
  return rows;
}
