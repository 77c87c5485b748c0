import { z } from 'zod';
import { type Ask, readAnswer } from './grafana-api.ts';

export interface Folder {
  uid: string;
  title: string;
}

const Found = z.array(
  z.looseObject({ uid: z.string(), title: z.string(), folderTitle: z.string().optional() }),
);
const Made = z.looseObject({ uid: z.string(), title: z.string() });
const MOST_FOLDERS = 1_000;

/** Folders in which the person may save, nested ones under the name of theirs; by name. */
export async function editableFolders(ask: Ask): Promise<Folder[]> {
  const path = `api/search?type=dash-folder&permission=Edit&limit=${MOST_FOLDERS}`;
  return readAnswer(Found, await ask({ method: 'GET', path }), path)
    .map(({ uid, title, folderTitle }) => ({ uid, title: folderTitle ? `${folderTitle} / ${title}` : title }))
    .sort((a, b) => a.title.localeCompare(b.title));
}

export async function makeFolder(ask: Ask, title: string): Promise<Folder> {
  const path = 'api/folders';
  const { uid, title: kept } = readAnswer(Made, await ask({ method: 'POST', path, body: { title } }), path);
  return { uid, title: kept };
}
