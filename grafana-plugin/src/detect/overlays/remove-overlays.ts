import type { Dashboards } from '../../grafana/dashboards.ts';
import { withoutOurs } from '../dashboard/edit.ts';
import type { OurUids } from '../dashboard/overlay-query.ts';
import { explainRefusal } from '../../grafana/explain-refusal.ts';
import type { Carrying } from './find-overlays.ts';

/** What became of one dashboard. */
export interface Removal {
  carrying: Carrying;
  /** The version without overlays; undefined where it stayed as it was. */
  version: number | undefined;
  done: boolean;
  why: string | undefined;
}

/** Saves each dashboard without what is ours, as a new version, one after the other. Never rejects: the report says why. */
export async function removeOverlays(
  all: readonly Carrying[],
  dashboards: Dashboards,
  ours: OurUids,
  onProgress: (share: number) => void,
): Promise<Removal[]> {
  const report: Removal[] = [];
  for (const carrying of all) {
    report.push(await removed(carrying, dashboards, ours));
    onProgress(report.length / all.length);
  }
  return report;
}

async function removed(carrying: Carrying, dashboards: Dashboards, ours: OurUids): Promise<Removal> {
  const skipped = (why: string): Removal => ({ carrying, version: undefined, done: false, why });
  const { whyNot, removable, whole } = carrying;
  if (!removable) return skipped('Its panels show Lapwing’s data alone: delete them by hand.');
  if (whyNot !== undefined) return skipped(whyNot);
  try {
    // As it is now: the list may be minutes old.
    const dashboard = await dashboards.load(carrying.found.uid);
    const bare = withoutOurs(dashboard, ours);
    if (bare === dashboard) return { carrying, version: dashboard.version, done: true, why: 'Gone already.' };
    const { version } = await dashboards.save(bare, 'Lapwing: every overlay removed');
    const left =
      whole.length > 0
        ? `${whole.length} panels that show Lapwing’s data alone stay: delete them by hand.`
        : undefined;
    return { carrying, version, done: true, why: left };
  } catch (error) {
    const { title, hint } = explainRefusal(error);
    return skipped(`${title}. ${hint}`);
  }
}
