import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Zippable, zipSync } from 'fflate';

/** Every file's time in the zip: the same content makes the same zip, whoever builds it. */
const TIME = new Date(1980, 0, 1);

/** The files below `folder` as a zip in which they lie below `root`. */
export async function zipOf(folder: string, root: string): Promise<Uint8Array> {
  const files: Zippable = {};
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = found.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name));
  for (const file of paths.sort()) {
    const inside = path.relative(folder, file).replaceAll(path.sep, '/');
    files[`${root}/${inside}`] = [await readFile(file), { mtime: TIME }];
  }
  return zipSync(files, { level: 9 });
}
