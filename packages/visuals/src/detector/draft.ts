import type { AlertBudget, Detector, DetectorInput, Severity, SignalKind } from '@lapwing/contract';
import { type LabelRow, labelsOf, rowsOf } from './label-rows.ts';
import { type QueryDraft, emptyQuery, queryDraftOf, queryOf } from './query-draft.ts';
import { type WindowDraft, windowDraftOf, windowOf } from './window-draft.ts';

/** A detector as a form holds it: all that is typed is text, and what is left empty is not sent. */
export interface DetectorDraft {
  id: string;
  name: string;
  enabled: boolean;
  source: string;
  kind: SignalKind;
  query: QueryDraft;
  interval: string;
  delay: string;
  history: string;
  direction: 'both' | 'up' | 'down';
  openAt: Severity;
  /** Empty: the budget alone decides. */
  alertAt: Severity | '';
  falseAlerts: string;
  per: AlertBudget['per'];
  statistical: boolean;
  forest: boolean;
  lstm: boolean;
  entity: string;
  labels: LabelRow[];
  maxSignals: string;
  smallestAbsolute: string;
  /** In percent of the expected value. */
  smallestPercent: string;
  learnRecurring: boolean;
  ignore: LabelRow[][];
  windows: WindowDraft[];
  /** For a stretch of the past; kept as they are. */
  from: string;
  until: string;
}

/** What the service fills in where nothing is said; shown so that a person sees what they would get. */
export function emptyDraft(): DetectorDraft {
  return {
    ...{ id: '', name: '', enabled: true, source: '', kind: 'metric', query: emptyQuery('prometheus') },
    ...{ interval: '1m', delay: '30s', history: '14d', direction: 'both', openAt: 'MEDIUM', alertAt: '' },
    ...{ falseAlerts: '1', per: 'week', statistical: true, forest: true, lstm: false, entity: '' },
    ...{ labels: [], maxSignals: '10000', smallestAbsolute: '', smallestPercent: '', learnRecurring: true },
    ...{ ignore: [], windows: [], from: '', until: '' },
  };
}

const PERCENT = 100;

/** A detector as the service gives it, with its defaults, as a form holds it. */
export function draftOf(detector: Detector): DetectorDraft {
  const { models, suppress, alert_budget: budget } = detector;
  const { absolute, relative } = suppress.smallest_effect ?? {};
  return {
    ...{ id: detector.id, name: detector.name, enabled: detector.enabled },
    ...{ source: detector.source, kind: detector.kind, query: queryDraftOf(detector.query) },
    ...{ interval: detector.interval, delay: detector.delay, history: detector.history },
    ...{ direction: detector.direction, openAt: detector.open_at, alertAt: detector.alert_at ?? '' },
    ...{ falseAlerts: String(budget.false_alerts), per: budget.per },
    ...{ statistical: models.statistical, forest: models.forest, lstm: models.lstm ?? false },
    ...{ entity: detector.entity ?? '', labels: rowsOf(detector.labels) },
    maxSignals: String(detector.max_signals),
    smallestAbsolute: absolute === undefined ? '' : String(absolute),
    smallestPercent: relative === undefined ? '' : String(Number((relative * PERCENT).toPrecision(12))),
    learnRecurring: suppress.learn_recurring,
    ignore: suppress.ignore.map(rowsOf),
    windows: suppress.windows.map(windowDraftOf),
    ...{ from: detector.from ?? '', until: detector.until ?? '' },
  };
}

/** The detector that a form describes. Nothing is judged here: the service says what is wrong, and where. */
export function detectorOf(draft: DetectorDraft): DetectorInput {
  const { smallestAbsolute: absolute, smallestPercent: percent } = draft;
  const effect = {
    ...(absolute !== '' && { absolute: Number(absolute) }),
    ...(percent !== '' && { relative: Number(percent) / PERCENT }),
  };
  return {
    ...{ id: draft.id, name: draft.name, enabled: draft.enabled, source: draft.source, kind: draft.kind },
    query: queryOf(draft.query),
    ...{ interval: draft.interval, delay: draft.delay, history: draft.history, direction: draft.direction },
    open_at: draft.openAt,
    ...(draft.alertAt !== '' && { alert_at: draft.alertAt }),
    alert_budget: { per: draft.per, false_alerts: Number(draft.falseAlerts) },
    suppress: {
      ...(Object.keys(effect).length > 0 && { smallest_effect: effect }),
      ignore: draft.ignore.map(labelsOf),
      windows: draft.windows.map(windowOf),
      learn_recurring: draft.learnRecurring,
    },
    models: { statistical: draft.statistical, forest: draft.forest, ...(draft.lstm && { lstm: true }) },
    ...(draft.entity !== '' && { entity: draft.entity }),
    labels: labelsOf(draft.labels),
    max_signals: Number(draft.maxSignals),
    ...(draft.from !== '' && { from: draft.from }),
    ...(draft.until !== '' && { until: draft.until }),
  };
}

const LONGEST_ID = 63;

/** An id made of a name: `Checkout errors!` gives `checkout-errors`. */
export function idOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, LONGEST_ID)
    .replace(/-+$/, '');
}
