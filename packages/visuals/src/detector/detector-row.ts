import { type DetectorEntry, type Health, wordShown } from '@lapwing/contract';
import { budgetText } from './budget-text.ts';

type Part = Health['parts'][number];

/** How a detector is. `off`: it is disabled. */
export type DetectorState = Part['status'] | 'off' | 'unknown';

/** A detector as a list shows it. */
export interface DetectorRow {
  id: string;
  name: string;
  kind: string;
  source: string;
  /** A kind of query of the contract, or one of a later service, told as such. */
  queryType: string;
  enabled: boolean;
  /** From the configuration file: it can be changed there alone. */
  provisioned: boolean;
  state: DetectorState;
  /** Why it is not well; empty when it is. */
  reason: string;
  lagSeconds: number | null;
  /** Of the last week; undefined until it has been told. */
  alertsAWeek: number | undefined;
  withheldAWeek: number | undefined;
  budget: string;
}

/** How the health check names a detector's part. */
const PART = 'detector:';
/** What needs a look first. */
const ORDER: Readonly<Record<DetectorState, number>> = {
  down: 0,
  degraded: 1,
  starting: 2,
  unknown: 3,
  ok: 4,
  off: 5,
};

/** Detectors, those that need a look first, then those with most alerts, then by name. */
export function detectorRows(detectors: readonly DetectorEntry[], parts: readonly Part[]): DetectorRow[] {
  const byId = new Map(
    parts
      .filter(({ kind }) => kind === 'detector')
      .map((part) => [part.name.startsWith(PART) ? part.name.slice(PART.length) : part.name, part]),
  );
  return detectors
    .map((detector) => detectorRow(detector, byId.get(detector.id)))
    .sort(
      (a, b) =>
        ORDER[a.state] - ORDER[b.state] ||
        (b.alertsAWeek ?? 0) - (a.alertsAWeek ?? 0) ||
        (a.name < b.name ? -1 : 1),
    );
}

function detectorRow(detector: DetectorEntry, part: Part | undefined): DetectorRow {
  const { id, name, source, query, enabled, provisioned } = detector;
  return {
    ...{ id, name, kind: wordShown(detector, 'kind'), source, queryType: wordShown(query, 'type') },
    ...{ enabled, provisioned },
    state: enabled ? (part?.status ?? 'unknown') : 'off',
    reason: enabled ? (part?.reason ?? '') : '',
    lagSeconds: part?.lag_seconds ?? null,
    alertsAWeek: part?.alerts?.raised_7d,
    withheldAWeek: part?.alerts?.withheld_7d,
    budget: budgetText(detector.alert_budget),
  };
}
