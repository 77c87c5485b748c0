import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { csvError, type CsvStream } from './records.ts';

/** Bytes read at a time: each piece costs a turn of the event loop. */
const PIECE = 256 * 1024;

/**
 * The bytes of a file, unpacked when its name ends in `.gz`. Opening waits for the first read.
 * Reading throws LapwingError BAD_REQUEST when the file cannot be read.
 */
export async function* openCsvFile(path: string): CsvStream & AsyncGenerator<Uint8Array> {
  const raw = createReadStream(path, { highWaterMark: PIECE });
  const stream = path.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  raw.on('error', (error) => stream.destroy(error));
  try {
    for await (const piece of stream) yield piece as Uint8Array;
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    raw.destroy();
  }
}

function unreadable(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const code = String(error.code);
  if (code === 'ENOENT') return csvError(path, {}, 'there is no such file', 'Check the path.', error);
  if (code === 'EACCES')
    return csvError(path, {}, 'reading it is forbidden', 'Check its permissions.', error);
  if (code === 'EISDIR') return csvError(path, {}, 'it is a folder', 'Name a file.', error);
  if (code.startsWith('Z_')) {
    return csvError(path, {}, `not a whole gzip file (${error.message})`, 'Pack or copy it again.', error);
  }
  return error;
}
