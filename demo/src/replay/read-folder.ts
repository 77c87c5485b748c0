import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { DemoError } from '../errors.ts';
import { readReplayFile } from './read-file.ts';
import type { ReplayFile } from './signal.ts';

export interface ReplayFolder {
  files: ReplayFile[];
  /** Names of files that hold no readings. */
  skipped: string[];
}

/** Reads every CSV file under `folder`, in the order of their names. The first bad file ends it with a DemoError. */
export async function readReplayFolder(folder: string): Promise<ReplayFolder> {
  const names = await listFiles(folder);
  const files: ReplayFile[] = [];
  const skipped: string[] = [];
  for (const name of names) {
    const isCsv = /\.csv(\.gz)?$/i.test(name);
    const file = isCsv ? await readReplayFile(path.join(folder, name), name) : undefined;
    if (file === undefined) skipped.push(name);
    else files.push(file);
  }
  if (files.length === 0) {
    throw new DemoError({
      message: `there is no .csv or .csv.gz file with readings among ${names.length} files`,
      where: folder,
      hint: 'name the folder that holds the files',
    });
  }
  return { files, skipped };
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
      .sort();
  } catch (error) {
    throw new DemoError(
      {
        message: error instanceof Error ? error.message : String(error),
        where: folder,
        hint: 'name a folder that is there and can be read',
      },
      { cause: error },
    );
  }
}
