import type { RcaInput } from '@lapwing/engine';

/**
 * A vote of simple rules, in the spirit of SimpleRCA (Fang et al., 2025): a point for each metric whose readings leave three
 * standard deviations, for each operation whose P95 is three times what it was, and for error words that come more often.
 * Ties go to the larger excess.
 */
export function rules(
  { metrics, spans, logs }: RcaInput,
  atMs: number,
  untilMs: number,
): { service: string }[] {
  const points = new Map<string, number>();
  const vote = (service: string, excess: number, votes = 1): void => {
    points.set(service, (points.get(service) ?? 0) + (excess > 1 ? votes + 0.01 * Math.log(excess) : 0));
  };
  for (const { service, times, values } of metrics) {
    const { past, now } = parted(
      Array.from(times, (time, i) => [time, values[i]] as const),
      atMs,
      untilMs,
    );
    if (past.length < 2 || now.length === 0) continue;
    const mean = past.reduce((a, b) => a + b) / past.length;
    const sigma = Math.sqrt(past.reduce((sum, value) => sum + (value - mean) ** 2, 0) / past.length);
    const furthest = Math.max(...now.map((value) => Math.abs(value - mean)));
    vote(service, sigma > 0 ? furthest / (3 * sigma) : 0);
  }
  for (const alike of Map.groupBy(spans, ({ service, operation }) => `${service}\n${operation}`).values()) {
    const { past, now } = parted(
      alike.map((span) => [span.timeMs, span.durationMs] as const),
      atMs,
      untilMs,
    );
    if (past.length > 0 && now.length > 0) vote(alike[0].service, p95(now) / (3 * p95(past)));
  }
  for (const [service, lines] of Map.groupBy(logs, (line) => line.service)) {
    const bad = lines.filter(
      ({ mood, message }) => mood === 'trouble' || /error|exception|fail/i.test(message),
    );
    const { past, now } = parted(
      bad.map((line) => [line.timeMs, 1] as const),
      atMs,
      untilMs,
    );
    const begin = Math.min(...lines.map(({ timeMs }) => timeMs));
    const usual = (past.length / Math.max(1, atMs - begin)) * (Math.min(untilMs, lastOf(lines)) - atMs);
    vote(service, now.length / Math.max(1, 2 * usual));
  }
  return [...points].sort((a, b) => b[1] - a[1]).map(([service]) => ({ service }));
}

function parted(
  readings: readonly (readonly [timeMs: number, value: number])[],
  atMs: number,
  untilMs: number,
): { past: number[]; now: number[] } {
  const read = readings.filter(([time, value]) => Number.isFinite(value) && time < untilMs);
  return {
    past: read.filter(([time]) => time < atMs).map(([, value]) => value),
    now: read.filter(([time]) => time >= atMs).map(([, value]) => value),
  };
}

function p95(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(0.95 * (values.length - 1))];
}

function lastOf(events: readonly { timeMs: number }[]): number {
  return events.reduce((last, { timeMs }) => Math.max(last, timeMs), -Infinity);
}
