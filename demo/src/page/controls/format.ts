const UNITS: Record<string, string> = {
  request_rate: 'request rate',
  errors: 'errors',
  error_logs: 'error log lines',
  duration_p95_ms: '95th percentile of duration',
  memory_mb: 'memory',
  cpu_percent: 'CPU',
  queue_depth: 'queue depth',
};

/** A metric's name as people say it. */
export function metricName(metric: string): string {
  return UNITS[metric] ?? metric.replaceAll('_', ' ');
}

/** `47 s`, `3 min 5 s`, `2 h 10 min`, `14 d`: two units at most. */
export function duration(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return join(Math.floor(s / 60), 'min', s % 60, 's');
  if (s < 86_400) return join(Math.floor(s / 3600), 'h', Math.floor((s % 3600) / 60), 'min');
  return join(Math.floor(s / 86_400), 'd', Math.floor((s % 86_400) / 3600), 'h');
}

function join(a: number, unitA: string, b: number, unitB: string): string {
  return b === 0 ? `${a} ${unitA}` : `${a} ${unitA} ${b} ${unitB}`;
}

/** Three figures at most: 0.25, 9.4, 87, 1,230. */
export function figure(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value >= 10 ? value.toFixed(0) : value.toFixed(value >= 1 ? 1 : 2).replace(/\.?0+$/, '');
}

/** Milliseconds as `12 ms` or `1.3 s`. */
export function milliseconds(value: number): string {
  return value < 1000 ? `${figure(value)} ms` : `${figure(value / 1000)} s`;
}

/** Time of day in the person's own time zone, written as on the pages beside it. */
export function clock(time: number): string {
  return new Date(time).toLocaleTimeString('en-GB');
}

export function dateAndTime(time: number): string {
  return new Date(time).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}
