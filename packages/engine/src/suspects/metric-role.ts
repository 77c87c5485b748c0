import type { EvidenceReach } from './evidence.ts';

/** What a metric measures, as far as its name tells in words that monitoring has in common. */
export type MetricRole = 'resource' | 'latency' | 'failure' | 'success' | 'load' | 'unknown';

/** Tried in this order: "cpu_requests" is about a processor, "request_latency" about latency, "failed_requests" about failure. */
const WORDS: readonly [MetricRole, RegExp][] = [
  [
    'resource',
    /cpu|mem|heap|disk|\bio\b|diskio|iops|socket|thread|handle|\bfd\b|\bgc\b|swap|syscall|filesystem|\bfs\b|inode|connections?|pool|queue|load ?(?:avg|average|\d)/,
  ],
  ['failure', /err|fail|fault|exception|reject|timeout|drop|loss|retrans|[45]xx|unavailab|restart|oom/],
  ['success', /success|availab|\bup\b|healthy|\bready\b/],
  ['latency', /laten|duration|elapsed|response.?time|\brt\b|delay|\bp\d\d\b|wait/],
  [
    'load',
    /request|workload|\bload\b|throughput|traffic|\b[rqt]ps\b|\bops\b|rate|count|receive|transmit|network|bytes|packets|\b[rt]x\b|calls|sessions/,
  ],
];

/** The role by name: `NetworkReceiveBytes`, `latency-90`, `cpu_usage_seconds` are read as words. */
export function metricRole(name: string): MetricRole {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[^A-Za-z\d]+/g, ' ')
    .toLowerCase();
  return WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? 'unknown';
}

/** How much a rise and a fall count, and who else may have brought it about. */
export const ROLE: Readonly<Record<MetricRole, { up: number; down: number; reach: EvidenceReach }>> = {
  // A processor or disk in want is its own service's; that it idles follows from those who call.
  resource: { up: 1, down: 0.3, reach: 'own' },
  latency: { up: 0.9, down: 0.2, reach: 'callee' },
  failure: { up: 0.9, down: 0.1, reach: 'callee' },
  success: { up: 0.1, down: 0.9, reach: 'callee' },
  load: { up: 0.3, down: 0.3, reach: 'load' },
  unknown: { up: 0.7, down: 0.5, reach: 'callee' },
};
