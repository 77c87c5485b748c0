import type { DetectorInput } from '@lapwing/contract';
import type { StoredDashboard } from '../../grafana/dashboards.ts';
import { restored, withOverlay } from '../dashboard/edit.ts';
import { transforms, whyNoBandOn } from '../dashboard/why-no-band.ts';
import { call, ownDashboards } from '../detect-service.ts';
import type { PanelQuery } from '../queries/panel-queries.ts';
import { type Picked, overlayOf, pickedFrom } from '../queries/watched.ts';
import type { OpenPanel } from './load-panel.ts';

/** An overlay that was added, with what is needed to take it back. */
export interface Added {
  before: StoredDashboard;
  saved: StoredDashboard;
  /** A detector that was made for it. */
  made: { id: string; name: string } | undefined;
  noBand: string | undefined;
}

export interface Watcher {
  id: string;
  name: string;
  interval: string;
  picked: readonly Picked[];
}

/** Makes the detector, after a look at its live source. */
export async function makeDetector(
  body: DetectorInput,
  query: PanelQuery,
  { variables }: OpenPanel,
): Promise<Watcher> {
  const made = await call('createDetector', { body });
  return { ...made, picked: pickedFrom(made, query, variables) ?? [] };
}

/** Saves the dashboard with the overlay on the panel as a new version, with the person's own rights. */
export async function addOverlay(
  open: OpenPanel,
  query: PanelQuery,
  watcher: Watcher,
  lapwingUid: string,
): Promise<Pick<Added, 'before' | 'saved' | 'noBand'>> {
  const { dashboard, panel, ours, findSource } = open;
  const signals = await call('listSignals', { query: { detector_id: watcher.id, limit: 1 } });
  const labels = Object.keys(signals.items[0]?.labels ?? {});
  const panelNoBand = whyNoBandOn(panel.type, panel.look);
  const { id, picked, interval } = watcher;
  const { overlay, noBand } = overlayOf(id, picked, query, interval, labels, panelNoBand);
  const own = findSource(undefined);
  const place = {
    ...{ panelId: panel.id, uid: lapwingUid },
    overlay: transforms(panel.look) ? { ...overlay, marksOnly: true } : overlay,
    ownSource: own && { type: own.type, uid: own.uid },
  };
  const message = `Lapwing: anomalies of "${watcher.name}" shown on panel "${panel.title}"`;
  const saved = await ownDashboards().save(withOverlay(dashboard, place, ours), message);
  return { before: dashboard, saved, noBand };
}

/** Puts the dashboard back to what it was, as a version of its own; refused when somebody saved since. */
export async function undo({ before, saved }: Pick<Added, 'before' | 'saved'>): Promise<void> {
  await ownDashboards().save(restored(before, saved), 'Lapwing: overlay taken back');
}
