/** Bytes kept of a line; a longer one says nothing new after them, and a file without line ends must not fill memory. */
const LINE_LONGEST = 1024 * 1024;

/** The byte order mark, as the first line has it. */
const MARK = '\ufeff';
const LINE_END = 10;
const RETURN = 13;

/**
 * The lines of a log as they come, in batches: ends are `\n` or `\r\n`, a last line without an end counts, bytes that
 * are no UTF-8 become U+FFFD. Lines are parted as bytes and read one by one: a file's text at once would be copied twice.
 */
export async function* logLines(pieces: AsyncIterable<Uint8Array | string>): AsyncGenerator<string[]> {
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = true;
  for await (const piece of pieces) {
    const bytes = bytesOf(piece);
    const whole = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    const lines: string[] = [];
    let from = 0;
    for (let at = whole.indexOf(LINE_END); at >= 0; at = whole.indexOf(LINE_END, from)) {
      lines.push(lineOf(whole, from, at));
      from = at + 1;
    }
    rest = whole.subarray(from, from + LINE_LONGEST);
    if (lines.length === 0) continue;
    if (isFirst) lines[0] = withoutMark(lines[0]);
    isFirst = false;
    yield lines;
  }
  if (rest.length === 0) return;
  const last = lineOf(rest, 0, rest.length);
  if (!isFirst) yield [last];
  else if (last !== MARK) yield [withoutMark(last)];
}

const bytesOf = (piece: Uint8Array | string): Buffer =>
  typeof piece === 'string'
    ? Buffer.from(piece)
    : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);

function lineOf(bytes: Buffer, from: number, to: number): string {
  const stop = to > from && bytes[to - 1] === RETURN ? to - 1 : to;
  return bytes.toString('utf8', from, Math.min(stop, from + LINE_LONGEST));
}

const withoutMark = (line: string): string => (line.startsWith(MARK) ? line.slice(1) : line);
