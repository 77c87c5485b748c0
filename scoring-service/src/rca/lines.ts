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
  let rest = '';
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
    const text = rest + decoder.decode(piece, { stream: true });
    const end = text.lastIndexOf('\n');
    if (end < 0) {
      rest = text.length > LONGEST_LINE ? text.slice(0, LONGEST_LINE + 1) : text;
      continue;
    }
    rest = text.slice(end + 1);
    yield cut(text.slice(0, end));
  }
  rest += decoder.decode();
  if (rest !== '') yield cut(rest);
}
