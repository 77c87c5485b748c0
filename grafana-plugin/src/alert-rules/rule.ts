import { SEVERITY_FROM, type Severity } from '@lapwing/contract';
import type { NewRule, RuleStep } from '../grafana/alert-rules.ts';

/** What a rule watches: a detector, one of its signals, or (neither) everything. */
export interface AlertSubject {
  detectorId?: string;
  signalId?: string;
  /** What a person calls it. */
  name: string;
}

/** Where a rule reads Lapwing's alerts: its metrics in a Prometheus, or its anomalies in an OpenSearch. */
export interface RuleSource {
  kind: 'metrics' | 'documents';
  uid: string;
  type: string;
}

export interface RuleWishes {
  subject: AlertSubject;
  source: RuleSource;
  /** Every alert that the budget lets through when undefined. */
  lowest: Severity | undefined;
  title: string;
  folderUid: string;
  group: string;
  /** A contact point; undefined: as the notification policies say. */
  receiver: string | undefined;
  forMinutes: number;
  /** Of the app in this Grafana, without a slash at its end. */
  appUrl: string;
  /** The panel that the alert is shown on, too. */
  panel?: { dashboardUid: string; panelId: number };
}

/**
 * A rule that has just been made is sent to the default contact point until Grafana has taken in its own: with less
 * than this that happens (seen in 12.2). It also spares a person what ends by itself.
 */
export const SHORTEST_FOR_MINUTES = 2;

/** refIds: what was scored, read and expected; their newest values; the condition. */
const READ = ['A', 'B', 'C'] as const;
const NEWEST = ['D', 'E', 'F'] as const;
const CONDITION = 'G';
const EXPRESSION = '__expr__';
/** Severities begin at a whole score, and Grafana's threshold has no "at least". */
const JUST_BELOW = 0.001;
const METRICS = ['lapwing_alert_score', 'lapwing_alert_actual', 'lapwing_alert_expected'] as const;
/**
 * Grafana finds the reading and the expected value of an alert by equal labels, so that the metric's name must go; which
 * of the service's replicas or restarts was scraped must go, for an alert to stay the same one.
 */
const LABELS = ['detector', 'signal', 'service', 'exported_service', 'metric'];
const FIELDS = ['score', 'actual', 'expected'] as const;
/** A gauge is current, a document has the time at which its anomaly began: one that goes on for days is told of, too. */
const METRICS_RANGE_S = 300;
const DOCUMENTS_RANGE_S = 7 * 86_400;

/** What a rule is called unless a person says otherwise. */
export function ruleTitle({ name }: AlertSubject): string {
  return `Anomaly: ${name}`;
}

/** The rule as Grafana's provisioning API takes it. */
export function ruleOf(wishes: RuleWishes): NewRule {
  const { subject, lowest, title, folderUid, group, receiver, panel } = wishes;
  const minutes = Math.max(SHORTEST_FOR_MINUTES, Math.round(wishes.forMinutes));
  return {
    ...{ title, folderUID: folderUid, ruleGroup: group, condition: CONDITION, for: `${minutes}m` },
    // Lapwing tells that it is down by another rule: an alert that was open stays until it is known to be over.
    ...{ noDataState: 'OK', execErrState: 'KeepLast' },
    data: [
      ...(wishes.source.kind === 'metrics' ? metricSteps(wishes) : documentSteps(wishes)),
      ...NEWEST.map((refId, place) =>
        step(refId, {
          ...{ type: 'reduce', reducer: 'last', expression: READ[place] },
          // Where nothing began lately is no value, and no end of what began before.
          settings: { mode: 'dropNN' },
        }),
      ),
      step(CONDITION, {
        type: 'threshold',
        expression: NEWEST[0],
        conditions: [
          {
            evaluator: {
              type: 'gt',
              params: [lowest === undefined ? 0 : SEVERITY_FROM[lowest] - JUST_BELOW],
            },
          },
        ],
      }),
    ],
    labels: {
      app: 'lapwing',
      ...(subject.detectorId !== undefined && { lapwing_detector: subject.detectorId }),
      ...(lowest !== undefined && { severity: lowest.toLowerCase() }),
    },
    annotations: {
      ...textOf(wishes),
      ...(panel && { __dashboardUid__: panel.dashboardUid, __panelId__: String(panel.panelId) }),
    },
    ...(receiver !== undefined && { notification_settings: { receiver } }),
  };
}

/** Prometheus renames the label `service` where what it scrapes is a service of that name itself, as in Kubernetes. */
const SERVICE =
  '{{ if $labels.exported_service }}{{ $labels.exported_service }}: {{ else if $labels.service }}{{ $labels.service }}: {{ end }}';

/** What an alert says; Grafana fills `{{ … }}` in. */
function textOf({ source, subject, appUrl }: RuleWishes): { summary: string; description: string } {
  const metrics = source.kind === 'metrics';
  const signal = metrics ? '{{ $labels.signal }}' : '{{ $labels.signal_id }}';
  // Data sources of documents keep the label `metric` for themselves: what it is can't be read from there.
  const what = metrics
    ? '{{ $labels.metric }} is unlike its past'
    : `anomaly in “${subject.name.replaceAll('{{', '{ {')}”`;
  const number = (refId: string, format: string): string =>
    `{{ with $values.${refId} }}{{ ${format} }}{{ end }}`;
  const [score, actual, expected] = NEWEST;
  return {
    summary: `${SERVICE}${what}`,
    description: `Actual ${number(actual, 'humanize .Value')}, expected ${number(expected, 'humanize .Value')}; score ${number(score, 'printf "%.0f" .Value')} of 100. ${appUrl}/signals/${signal}`,
  };
}

function step(refId: string, model: Record<string, unknown>): RuleStep {
  return {
    refId,
    datasourceUid: EXPRESSION,
    relativeTimeRange: { from: 0, to: 0 },
    model: { refId, datasource: { type: EXPRESSION, uid: EXPRESSION }, ...model },
  };
}

function metricSteps({ subject, source }: RuleWishes): RuleStep[] {
  const matchers = Object.entries({ detector: subject.detectorId, signal: subject.signalId })
    .flatMap(([label, value]) => (value === undefined ? [] : [`${label}=${JSON.stringify(value)}`]))
    .join(', ');
  return READ.map((refId, place) =>
    readStep(refId, source, METRICS_RANGE_S, {
      expr: `max by (${LABELS.join(', ')}) (${METRICS[place]}${matchers === '' ? '' : `{${matchers}}`})`,
      ...{ instant: true, range: false },
    }),
  );
}

function documentSteps({ subject, source }: RuleWishes): RuleStep[] {
  const query = [
    ...['status:open', 'alert:raised'],
    ...(subject.detectorId === undefined ? [] : [`detector_id:${JSON.stringify(subject.detectorId)}`]),
    ...(subject.signalId === undefined ? [] : [`signal_id:${JSON.stringify(subject.signalId)}`]),
  ].join(' AND ');
  const terms = ['service', 'signal_id'].map((field, place) => ({
    ...{ id: String(place + 2), type: 'terms', field },
    // Signals without such a label are told of too.
    settings: { size: '500', order: 'desc', orderBy: '_term', min_doc_count: '1', missing: '' },
  }));
  const overTime = {
    ...{ id: '9', type: 'date_histogram', field: '@timestamp' },
    settings: { interval: '1h', min_doc_count: '1' },
  };
  return READ.map((refId, place) =>
    readStep(refId, source, DOCUMENTS_RANGE_S, {
      ...{ query, queryType: 'lucene', luceneQueryType: 'Metric', timeField: '@timestamp', format: 'table' },
      ...{ metrics: [{ id: '1', type: 'max', field: FIELDS[place] }], bucketAggs: [...terms, overTime] },
    }),
  );
}

function readStep(
  refId: string,
  { uid, type }: RuleSource,
  from: number,
  model: Record<string, unknown>,
): RuleStep {
  return {
    ...{ refId, datasourceUid: uid, relativeTimeRange: { from, to: 0 } },
    model: { refId, datasource: { type, uid }, ...model },
  };
}
