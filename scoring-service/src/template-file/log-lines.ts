/** What is kept of a line; a longer one says nothing new after it, and a file without line ends must not fill memory. */
const LINE_LONGEST = 1024 * 1024;

/** The byte order mark, which a decoder leaves in the first line when the file is read in pieces. */
const MARK = '\ufeff';

/**
 * The lines of a log as they come, in batches: ends are `\n` or `\r\n`, a last line without an end counts, bytes that
 * are no UTF-8 become U+FFFD.
 */
export async function* logLines(pieces: AsyncIterable<Uint8Array | string>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let rest = '';
  let first = true;
  for await (const piece of pieces) {
    let text = rest + (typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true }));
    if (first && text !== '') {
      if (text.startsWith(MARK)) text = text.slice(1);
      first = false;
    }
    const lines = text.split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LINE_LONGEST) rest = rest.slice(0, LINE_LONGEST);
    if (lines.length > 0) yield lines.map(withoutReturn);
  }
  rest += decoder.decode();
  if (rest !== '') yield [withoutReturn(rest)];
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);
