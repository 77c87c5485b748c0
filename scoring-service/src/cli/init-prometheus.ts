import { z } from 'zod';
import { metricTypes } from '../sources/prometheus/check.ts';
import type { PrometheusClient } from '../sources/prometheus/client.ts';
import { isCounter, type MetricTypes } from '../sources/prometheus/promql.ts';
import { slug, type Look, type Proposal } from './init-proposal.ts';

/** Of each kind, so that the file stays one that a person reads. */
const MOST_OF_A_KIND = 4;
/** Covers several scrapes at the usual 15 s to 1 min. */
const WINDOW = '5m';

/** The monitoring's own metrics. */
const OWN = /^(prometheus_|promhttp_|scrape_|net_conntrack_|alertmanager_|lapwing_|up$|ALERTS)/;
/** Of a program's runtime, a machine or a cluster's insides: nobody is served by them. Their saturation is named below. */
const INSIDES =
  /^(go_|process_|python_|nodejs_|jvm_|dotnet_|ruby_|node_|windows_|container_|kube_|kubelet_|etcd_|apiserver_)/;
const REQUESTS = /requests?_total$|calls_total$|_handled_total$|(duration|latency)\w*_count$/;
const ERRORS = /(errors?|failures?|failed|exceptions?)_total$/;
const DURATIONS = /(duration|latency|response_time|request_time)\w*_bucket$/;
const STATUS_LABELS = ['status', 'code', 'status_code', 'http_status_code', 'http_response_status_code'];
const SERVICE_LABELS = ['service', 'service_name', 'app', 'application', 'deployment', 'container', 'job'];

/** Well-known gauges of something that fills up, as shares where their names allow it. */
const SATURATIONS: readonly { needs: string; what: string; expr: string }[] = [
  {
    needs: 'node_cpu_seconds_total',
    what: 'processor',
    expr: `1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[${WINDOW}]))`,
  },
  {
    needs: 'node_memory_MemAvailable_bytes',
    what: 'memory',
    expr: '1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes',
  },
  {
    needs: 'container_cpu_usage_seconds_total',
    what: 'container processor',
    expr: `sum by (namespace, pod) (rate(container_cpu_usage_seconds_total{container!=""}[${WINDOW}]))`,
  },
  {
    needs: 'container_memory_working_set_bytes',
    what: 'container memory',
    expr: 'sum by (namespace, pod) (container_memory_working_set_bytes{container!=""})',
  },
  {
    needs: 'jvm_memory_used_bytes',
    what: 'JVM heap',
    expr: 'sum by (job, instance) (jvm_memory_used_bytes{area="heap"})',
  },
  {
    needs: 'process_cpu_seconds_total',
    what: 'process processor',
    expr: `rate(process_cpu_seconds_total[${WINDOW}])`,
  },
  { needs: 'process_resident_memory_bytes', what: 'process memory', expr: 'process_resident_memory_bytes' },
];

const Texts = z.array(z.string());

/** What the Prometheus holds: detectors of rate, errors, duration and saturation from its metrics' names and types. */
export async function lookAtPrometheus(
  client: PrometheusClient,
  source: string,
  signal: AbortSignal,
): Promise<Look> {
  const names = Texts.parse((await client.get('label/__name__/values', signal)).data);
  const types = await metricTypes(client, signal);
  const wanted = names.filter(
    (name) => isOfService(name) && [REQUESTS, ERRORS, DURATIONS].some((one) => one.test(name)),
  );
  const labels = new Map<string, string[]>();
  for (const name of wanted) {
    const answer = await client.get(`labels?match[]=${encodeURIComponent(name)}`, signal);
    labels.set(name, Texts.parse(answer.data));
  }
  return {
    proposals: proposals(source, names, types, labels),
    notes: [`${names.length} metrics, ${types.size} of them with a type`],
  };
}

/** Exported for its tests: what to watch among `names`, with the labels of each. */
export function proposals(
  source: string,
  names: string[],
  types: MetricTypes,
  labels: ReadonlyMap<string, string[]>,
): Proposal[] {
  const make = (
    kind: string,
    metric: string,
    name: string,
    expr: string,
    why: string,
    up: boolean,
  ): Proposal => ({
    why,
    detector: {
      ...{ id: slug(metric, kind), name, source, kind: 'metric', ...(up && { direction: 'up' }) },
      query: { type: 'prometheus', expr },
    },
  });
  const of = (pattern: RegExp) =>
    names.filter((name) => isOfService(name) && pattern.test(name)).slice(0, MOST_OF_A_KIND);
  const by = (name: string) => SERVICE_LABELS.find((label) => labels.get(name)?.includes(label)) ?? 'job';
  const found: Proposal[] = [];

  for (const metric of of(REQUESTS).filter((name) => isCounter(name, types) || name.endsWith('_count'))) {
    const total = `sum by (${by(metric)}) (rate(${metric}[${WINDOW}]))`;
    found.push(
      make('rate', metric, `${metric} a second`, total, 'Rate: how much is asked of each service.', false),
    );
    const status = STATUS_LABELS.find((label) => labels.get(metric)?.includes(label));
    if (status === undefined) continue;
    // Without the `or`, a service that never failed would have no share at all, and its first failure no past.
    const failed = `sum by (${by(metric)}) (rate(${metric}{${status}=~"5.."}[${WINDOW}]))`;
    const why = `Errors: the share that ends with a ${status} of 5xx.`;
    found.push(
      make('errors', metric, `${metric}: share of 5xx`, `(${failed} or 0 * ${total}) / ${total}`, why, true),
    );
  }
  for (const metric of of(ERRORS)) {
    const expr = `sum by (${by(metric)}) (rate(${metric}[${WINDOW}]))`;
    found.push(make('rate', metric, `${metric} a second`, expr, 'Errors: how many each second.', true));
  }
  for (const metric of of(DURATIONS)) {
    const expr = `histogram_quantile(0.95, sum by (${by(metric)}, le) (rate(${metric}[${WINDOW}])))`;
    const base = metric.replace(/_bucket$/, '');
    const why = 'Duration: the time that nineteen of twenty stay within.';
    found.push(make('p95', base, `${base}, 95th percentile`, expr, why, true));
  }
  for (const { what, expr } of SATURATIONS.filter((one) => names.includes(one.needs)).slice(
    0,
    MOST_OF_A_KIND,
  )) {
    found.push(
      make(
        'saturation',
        what,
        `Saturation: ${what}`,
        expr,
        `Saturation: how much of the ${what} is in use.`,
        true,
      ),
    );
  }
  return found;
}

function isOfService(name: string): boolean {
  return !OWN.test(name) && !INSIDES.test(name);
}
