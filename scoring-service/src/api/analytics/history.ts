import { type History, type QueryOf, Severity, durationSeconds } from '@lapwing/contract';
import type { IncidentResponse } from '../../stores/incident-store.ts';
import type { ApiDeps } from '../deps.ts';
import { present } from '../filters.ts';
import { type LocalTime, localTime } from './local-time.ts';
import { totalOf } from './severity-counts.ts';

const DEFAULT_PERIOD = '30d';
/** Every time zone is a multiple of this away from UTC. */
const QUARTER_MS = 15 * 60_000;
const HOURS_A_WEEK = 168;
/** More rows than a person compares. */
const MOST_NAMED = 20;

interface Line {
  name: string;
  total: number;
  counts: number[];
}

/** Anomalies by the time they started, every way that the page of trends shows them; `now` in epoch ms. */
export function history(
  { scores, incidents }: Pick<ApiDeps, 'scores' | 'incidents'>,
  query: QueryOf<'history'>,
  now: number,
): History {
  const { period = DEFAULT_PERIOD, bucket = 'day', time_zone = 'UTC', severity: severities, service } = query;
  const local = localTime(time_zone);
  const from = local.startOf(bucket, now - durationSeconds(period) * 1000);
  const starts = startsOf(local, bucket, from, now);
  const to = local.next(bucket, starts[starts.length - 1] ?? from);
  const labels = service === undefined ? undefined : { service };
  const filter = present({ severities, labels, detectorId: query.detector_id });
  const { signals, groups } = scores.anomalyGroups({ from, to, stepMs: QUARTER_MS, ...filter });

  const lines = { severity: new Lines(starts.length), service: new Lines(starts.length) };
  const detectors = new Lines(starts.length);
  const bySignal = new Map<number, { anomalies: number; raised: number }>();
  const week = new Array<number>(HOURS_A_WEEK).fill(0);
  let [place, quarter, hour, raisedInAll] = [0, Number.NaN, 0, 0];
  for (const { time, severity, signal, count, raised } of groups) {
    while (place + 1 < starts.length && (starts[place + 1] ?? Infinity) <= time) place++;
    if (time !== quarter) [quarter, hour] = [time, local.hourOfWeek(time)];
    week[hour] = (week[hour] ?? 0) + count;
    raisedInAll += raised;
    lines.severity.add(severity, place, count);
    const known = signals.get(signal);
    lines.service.add(known?.labels['service'] ?? '', place, count);
    detectors.add(known?.detectorId ?? '', place, count);
    const sum = bySignal.get(signal) ?? { anomalies: 0, raised: 0 };
    bySignal.set(signal, { anomalies: sum.anomalies + count, raised: sum.raised + raised });
  }
  const buckets = starts.map((time, i) => {
    const counts = Object.fromEntries(
      Severity.options.map((name) => [name, lines.severity.at(name, i)]),
    ) as History['buckets'][number]['counts'];
    return { time: new Date(time).toISOString(), counts, total: totalOf(counts) };
  });
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    time_zone,
    total: buckets.reduce((sum, { total }) => sum + total, 0),
    raised: raisedInAll,
    buckets,
    services: lines.service.busiest(),
    detectors: detectors.busiest(),
    signals: [...bySignal]
      .sort(([a, x], [b, y]) => y.anomalies - x.anomalies || y.raised - x.raised || a - b)
      .slice(0, MOST_NAMED)
      .flatMap(([key, sums]) => {
        const known = signals.get(key);
        if (known === undefined) return [];
        return [{ signal_id: known.signalId, labels: known.labels, detector_id: known.detectorId, ...sums }];
      }),
    week,
    incidents: answered(incidents.responses({ from, to, ...present({ severities, service }) })),
  };
}

/** Starts of the buckets from the one at `from` to the one that `now` lies in. */
function startsOf(local: LocalTime, bucket: 'hour' | 'day' | 'week', from: number, now: number): number[] {
  const starts: number[] = [];
  for (let start = from; start <= now; start = local.next(bucket, start)) starts.push(start);
  return starts;
}

/** Counts by name and bucket. */
class Lines {
  private readonly lines = new Map<string, Line>();
  private readonly length: number;
  constructor(length: number) {
    this.length = length;
  }
  add(name: string, place: number, count: number): void {
    const line = this.lines.get(name) ?? { name, total: 0, counts: new Array<number>(this.length).fill(0) };
    line.total += count;
    line.counts[place] = (line.counts[place] ?? 0) + count;
    this.lines.set(name, line);
  }
  at(name: string, place: number): number {
    return this.lines.get(name)?.counts[place] ?? 0;
  }
  busiest(): Line[] {
    return [...this.lines.values()]
      .sort((a, b) => b.total - a.total || (a.name < b.name ? -1 : 1))
      .slice(0, MOST_NAMED);
  }
}

function answered(responses: readonly IncidentResponse[]): History['incidents'] {
  const toAcknowledge = responses.flatMap(({ acknowledged, opened, start }) =>
    acknowledged === null ? [] : [Math.max(0, acknowledged - (opened ?? start)) / 1000],
  );
  const toResolve = responses.flatMap(({ resolved, start }) =>
    resolved === null ? [] : [(resolved - start) / 1000],
  );
  return {
    opened: responses.length,
    acknowledged: toAcknowledge.length,
    resolved: toResolve.length,
    mean_seconds_to_acknowledge: mean(toAcknowledge),
    mean_seconds_to_resolve: mean(toResolve),
  };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
