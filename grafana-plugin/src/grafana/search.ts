import { z } from 'zod';
import { type Ask, readAnswer } from './grafana-api.ts';

export interface FoundDashboard {
  uid: string;
  title: string;
  url: string;
  folderTitle: string | undefined;
}

const Found = z.array(
  z.looseObject({ uid: z.string(), title: z.string(), url: z.string(), folderTitle: z.string().optional() }),
);

/** What Grafana gives in one answer, by default and at most. */
const PAGE = 1_000;

/** Every dashboard that the person may see, page by page. */
export async function allDashboards(ask: Ask): Promise<FoundDashboard[]> {
  const all = new Map<string, FoundDashboard>();
  for (let page = 1; ; page++) {
    const path = `api/search?type=dash-db&limit=${PAGE}&page=${page}`;
    const found = readAnswer(Found, await ask({ method: 'GET', path }), path);
    for (const { uid, title, url, folderTitle } of found) all.set(uid, { uid, title, url, folderTitle });
    if (found.length < PAGE) return [...all.values()];
  }
}
