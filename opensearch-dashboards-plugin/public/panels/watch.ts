import type { Anomaly } from '@lapwing/contract';
import type { HttpStart } from '../../types/core-public.ts';
import type { DataStart, PanelEmbeddable } from '../../types/dashboards.ts';
import { lapwing } from '../service/ask.ts';
import { spanOf } from './bounds.ts';
import { type Watcher, concerning } from './concerns.ts';
import { type BuildQuery, type PanelSubject, panelSubject } from './panel-subject.ts';
import { remembered } from './remembered.ts';

/** As soon as a reader would wonder; a dashboard that refreshes each ten seconds asks every third time. */
const ANOMALIES_TTL_MS = 20_000;
/** A new detector is made seldom, and has nothing to tell at first. */
const DETECTORS_TTL_MS = 5 * 60_000;
/** The service's largest page. More anomalies than this on one dashboard are not counted one by one by anybody. */
const MOST_ANOMALIES = 1000;
/** Ranges that are kept: those of a dashboard, and of panels with a range of their own. */
const MOST_RANGES = 20;

/** What concerns a panel in its time range. */
export interface Found {
  /** Newest first. */
  anomalies: Anomaly[];
  /** There were more than could be looked at. */
  more: boolean;
}
const NOTHING: Found = { anomalies: [], more: false };

export interface Watch {
  /** Rejects when nobody answers. */
  found: (panel: PanelEmbeddable) => Promise<Found>;
  subject: (panel: PanelEmbeddable) => PanelSubject | undefined;
  /** Asks anew from here on: a detector was made, or is gone. */
  forget: () => void;
}

/** Tells panels from each other by one question a time range for all of them, and one for the detectors. */
export function makeWatch(
  { http, data, buildQuery }: { http: HttpStart; data: DataStart; buildQuery: BuildQuery },
  now: () => number = Date.now,
): Watch {
  const detectors = remembered<Watcher[]>(async () => (await lapwing(http).ask('listDetectors')).items, {
    ...{ ttlMs: DETECTORS_TTL_MS, most: 1, now },
  });
  const anomalies = remembered<{ items: Anomaly[]; total: number }>(
    (key) => {
      const [from, to] = key.split('|');
      const span = spanOf(data, { from: from ?? '', to: to ?? '' });
      if (span === undefined) return Promise.resolve({ items: [], total: 0 });
      return lapwing(http).ask('listAnomalies', {
        query: {
          start_time: String(Math.round(span.from)),
          end_time: String(Math.round(span.to)),
          limit: String(MOST_ANOMALIES),
        },
      });
    },
    { ttlMs: ANOMALIES_TTL_MS, most: MOST_RANGES, now },
  );
  const subject = (panel: PanelEmbeddable): PanelSubject | undefined => panelSubject(panel, buildQuery);
  return {
    subject,
    forget() {
      detectors.forget();
      anomalies.forget();
    },
    async found(panel) {
      const range = panel.getInput().timeRange;
      const shown = subject(panel);
      if (range === undefined || shown === undefined) return NOTHING;
      const [watchers, { items, total }] = await Promise.all([
        detectors(''),
        anomalies(`${range.from}|${range.to}`),
      ]);
      return { anomalies: concerning(shown, watchers, items), more: total > items.length };
    },
  };
}
