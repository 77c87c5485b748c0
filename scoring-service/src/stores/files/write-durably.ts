import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';

/**
 * Replaces `file` by `parts`: a crash or a power cut at any moment leaves the old file or the new one, whole.
 * Written beside it, synced, renamed, and the folder synced, so that the new name is on the disk too.
 */
export function writeDurably(file: string, parts: Uint8Array[]): void {
  const temporary = `${file}.tmp`;
  const written = openSync(temporary, 'w');
  try {
    for (const part of parts) writeWhole(written, part);
    fsyncSync(written);
  } finally {
    closeSync(written);
  }
  renameSync(temporary, file);
  syncFolder(path.dirname(file));
}

/** Makes renames and removals in a folder survive a power cut. Windows has no such call, and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** One write call takes 2 GiB at most, and may take less than it was given. */
function writeWhole(handle: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
}
