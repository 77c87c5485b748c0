import { createWriteStream, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LapwingError } from '../errors.ts';

/** Lines are handed to the stream in pieces of about this many characters. */
const PIECE = 64 * 1024;

async function* pieces(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const line of lines) {
    piece += `${line}\n`;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

/**
 * Writes lines to `file`, whole or not at all: they go to a file beside it, which takes its name at the end.
 * Without `file` they go to the standard output. Throws LapwingError when the place can't be written.
 */
export async function writeLines(lines: AsyncIterable<string>, file: string | undefined): Promise<void> {
  await writePieces(pieces(lines), file);
}

/** As `writeLines`, of text or bytes in pieces that are large enough to be written one by one. */
export async function writePieces(
  all: AsyncIterable<string | Uint8Array>,
  file: string | undefined,
): Promise<void> {
  if (file === undefined) {
    try {
      await pipeline(Readable.from(all), process.stdout, { end: false });
    } catch (error) {
      // Whoever reads has read enough (`| head`).
      if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
    }
    return;
  }
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.part`);
  try {
    await pipeline(Readable.from(all), createWriteStream(beside));
    await rename(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw writable(error, file);
  }
}

function writable(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error;
  return new LapwingError(
    'BAD_REQUEST',
    {
      message: `${file} cannot be written: ${error.message}`,
      where: '--output',
      hint: 'Name a file in a folder that exists and that you may write to.',
    },
    { cause: error },
  );
}
