import type { Dashboards, StoredDashboard } from '../../grafana/dashboards.ts';
import type { Ask } from '../../grafana/grafana-api.ts';
import { libraryPanels } from '../../grafana/library-panels.ts';
import { type FoundDashboard, allDashboards } from '../../grafana/search.ts';
import { withoutOurs } from '../dashboard/edit.ts';
import { type OurUids, isOurs } from '../dashboard/overlay-query.ts';
import { type PanelView, overlaidPanels } from '../dashboard/panel-view.ts';
import { whyNotSave } from '../dashboard/why-not.ts';

/** A dashboard that something of ours is on. */
export interface Carrying {
  found: FoundDashboard;
  dashboard: StoredDashboard;
  /** With an overlay over their own series. */
  overlaid: PanelView[];
  /** That show our data alone: nothing would be left of them. */
  whole: PanelView[];
  /** There is something that can be taken off: overlays, annotation layers. */
  removable: boolean;
  /** Why the person can't save it. */
  whyNot: string | undefined;
}

export interface Overlays {
  carrying: Carrying[];
  /** Names of library panels with a query of ours. */
  library: string[];
  /** Dashboards that could not be read, and why. */
  unread: { found: FoundDashboard; why: string }[];
  looked: number;
}

/** Requests beside each other: a Grafana of thousands of dashboards has others to serve. */
const AT_ONCE = 4;

/** Looks through every dashboard that the person may see. */
export async function findOverlays(
  ask: Ask,
  dashboards: Pick<Dashboards, 'load'>,
  ours: OurUids,
  onProgress: (share: number) => void,
): Promise<Overlays> {
  const [all, library] = await Promise.all([allDashboards(ask), libraryPanels(ask)]);
  const overlays: Overlays = {
    ...{ carrying: [], unread: [], looked: all.length },
    library: library
      .filter(({ model }) => [model, ...(model.targets ?? [])].some((one) => isOurs(one.datasource, ours)))
      .map(({ name }) => name),
  };
  let done = 0;
  await inTurns(all, async (found) => {
    try {
      const carrying = carryingOf(found, await dashboards.load(found.uid), ours);
      if (carrying) overlays.carrying.push(carrying);
    } catch (error) {
      overlays.unread.push({ found, why: error instanceof Error ? error.message : String(error) });
    }
    onProgress(++done / all.length);
  });
  overlays.carrying.sort((a, b) => a.found.title.localeCompare(b.found.title));
  return overlays;
}

function carryingOf(found: FoundDashboard, dashboard: StoredDashboard, ours: OurUids): Carrying | undefined {
  const { overlaid, whole } = overlaidPanels(dashboard, ours);
  const removable = withoutOurs(dashboard, ours) !== dashboard;
  if (!removable && whole.length === 0) return undefined;
  return { ...{ found, dashboard, overlaid, whole, removable }, whyNot: whyNotSave(dashboard) };
}

async function inTurns<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
    }),
  );
}
