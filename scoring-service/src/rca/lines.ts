import { openCsvFile } from '../csv/open.ts';

/** A line of a text file, without its end; `number` counts from 1. */
export interface TextLine {
  number: number;
  text: string;
}

/** A longer line is left out: a program that logs without end must not fill the memory. */
const LONGEST_LINE = 16 * 1024 * 1024;

/**
 * The lines of a file (unpacked when its name ends in `.gz`) that are neither blank nor endless, in batches as they are read. Any line end,
 * with or without a byte order mark. Throws LapwingError BAD_REQUEST when the file cannot be read.
 */
export async function* textLines(path: string): AsyncGenerator<TextLine[]> {
  const decoder = new TextDecoder();
  // What has no end yet, in pieces: it is put together once, however long it grows.
  let rest: string[] = [];
  let length = 0;
  let number = 0;
  const cut = (text: string): TextLine[] => {
    const batch: TextLine[] = [];
    for (const line of text.split('\n')) {
      number++;
      const trimmed = line.endsWith('\r') ? line.slice(0, -1) : line;
      if (trimmed.length <= LONGEST_LINE && trimmed.trim() !== '') batch.push({ number, text: trimmed });
    }
    return batch;
  };
  for await (const piece of openCsvFile(path)) {
    const text = decoder.decode(piece, { stream: true });
    const end = text.lastIndexOf('\n');
    if (end >= 0) {
      yield cut(rest.join('') + text.slice(0, end));
      rest = [];
      length = 0;
    }
    // One character beyond the longest is enough to be left out.
    if (length <= LONGEST_LINE) rest.push(text.slice(end + 1));
    length += text.length - end - 1;
  }
  rest.push(decoder.decode());
  const last = rest.join('');
  if (last !== '') yield cut(last);
}
