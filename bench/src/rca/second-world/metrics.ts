import { Chance } from '../made-up/chance.ts';
import { LATENCY, METRICS, MIB, type Metric } from './metric-names.ts';
import type { Play } from './play.ts';
import { Reader } from './reader.ts';
import type { Row, Watch } from './watch.ts';
import type { Service } from './world.ts';

/** Everything that is read of a system, in order of time. */
export function metricsOf(play: Play, watch: Watch, seed: number): Row[] {
  const rows: Row[] = [];
  for (const service of play.world.services) {
    if (service.part !== 'app' && !watch.stores) continue;
    const chance = new Chance(seed * 101 + service.index);
    // Some have hardly any metrics; none has all.
    const left = new Set(METRICS.filter(({ container }) => !container && chance.hit(0.08)));
    const reader = new Reader(play.ledgers[service.index], watch, chance, play.startMs, rows, service.name);
    for (const metric of METRICS) {
      const name = metric[watch.names];
      if (!name || left.has(metric) || !isOf(metric.of, service)) continue;
      if (
        metric.field === 'lag' &&
        !play.world.services.some(({ topics }) =>
          [...topics.values()].flat().some(({ to }) => to === service.index),
        )
      )
        continue;
      reader.read(name, watch.seen ? seenBy(metric) : metric, service.replicas === 1);
    }
    if (service.part !== 'app') continue;
    for (const percent of watch.names === 'short' ? [50, 90] : [50, 90, 99])
      reader.latency(LATENCY[watch.names](percent), percent / 100);
  }
  if (watch.nodes) {
    for (const node of play.nodes) {
      const reader = new Reader(
        node.ledger,
        watch,
        new Chance(seed * 101 + 900 + node.index),
        play.startMs,
        rows,
        `node-${node.index + 1}`,
      );
      const long = watch.names === 'exporter';
      reader.read(
        long ? 'node_load1' : 'system.cpu.utilization',
        { field: 'active', is: 'level', times: long ? node.cores : 1 },
        false,
      );
      reader.read(
        long ? 'node_memory_used_bytes' : 'system.memory.usage',
        { field: 'mem', is: 'level', times: MIB },
        false,
      );
      reader.read(
        long ? 'node_disk_io_time_share' : 'system.disk.busy',
        { field: 'waiting', is: 'level', times: 1 },
        false,
      );
    }
  }
  return rows.sort((a, b) => a.timeMs - b.timeMs);
}

function seenBy(metric: Metric): Metric {
  if (metric.of !== 'app') return metric;
  const field = metric.field === 'requests' ? 'asked' : metric.field === 'errors' ? 'missed' : metric.field;
  return { ...metric, field };
}

function isOf(of: Metric['of'], { part, tongue }: Service): boolean {
  if (of === 'all') return true;
  if (of === 'java') return part === 'app' && tongue === 'java';
  return of === 'store' ? part !== 'app' : of === part;
}
