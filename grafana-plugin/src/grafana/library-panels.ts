import { z } from 'zod';
import { PanelV1 } from './dashboard-json.ts';
import { type Ask, readAnswer } from './grafana-api.ts';

export interface LibraryPanel {
  uid: string;
  name: string;
  model: PanelV1;
}

const PANELS = 1;
const PAGE = 100;
const Found = z.object({
  result: z.looseObject({
    elements: z.array(z.looseObject({ uid: z.string(), name: z.string(), model: PanelV1 })),
    totalCount: z.number(),
  }),
});

/** Every library panel that the person may see, page by page. */
export async function libraryPanels(ask: Ask): Promise<LibraryPanel[]> {
  const all: LibraryPanel[] = [];
  for (let page = 1; ; page++) {
    const path = `api/library-elements?kind=${PANELS}&perPage=${PAGE}&page=${page}`;
    const { result } = readAnswer(Found, await ask({ method: 'GET', path }), path);
    all.push(...result.elements.map(({ uid, name, model }) => ({ uid, name, model })));
    if (result.elements.length === 0 || all.length >= result.totalCount) return all;
  }
}
