import type { Said, Teller } from './teller.ts';

/** How logs are kept. */
export interface LogWay {
  /** Lines as the service wrote them, or its message alone. */
  raw: boolean;
  level: boolean;
  ids: boolean;
  /** Each line of a stack trace is a line of its own. */
  split: boolean;
  times: 'iso' | 'ms' | 'ns';
}

export interface LogRow {
  timestamp: string | number;
  service: string;
  level?: string;
  message: string;
  trace_id?: string;
  span_id?: string;
}

/** Collects what is said, as a collector of logs would have it. */
export function logKeeper(way: LogWay): { rows: LogRow[]; say: NonNullable<Teller['say']> } {
  const rows: LogRow[] = [];
  const say = (said: Said): void => {
    const { pod, trace, span } = said;
    const timeMs = said.timeMs + pod.ill.clockMs;
    const row = (message: string): LogRow => ({
      timestamp: timeOf(timeMs, way.times),
      service: pod.service.name,
      ...(way.level ? { level: levelOf(said) } : {}),
      message,
      ...(way.ids && trace
        ? { trace_id: trace.id, ...(span === undefined ? {} : { span_id: spanId(span) }) }
        : {}),
    });
    const head = way.raw ? rawOf(said, timeMs) : said.text;
    const stack = said.stack ?? [];
    if (way.split) for (const line of [head, ...stack]) rows.push(row(line));
    else rows.push(row([head, ...stack].join('\n')));
  };
  return { rows, say };
}

export function spanId(span: number): string {
  return (0x5a5a000000 + span).toString(16).padStart(16, '0');
}

export function timeOf(ms: number, as: LogWay['times']): string | number {
  if (as === 'iso') return new Date(ms).toISOString();
  return as === 'ms' ? Math.round(ms) : `${Math.round(ms)}${'000000'}`;
}

function levelOf({ level, pod }: Said): string {
  return pod.service.tongue === 'go'
    ? level.toLowerCase()
    : pod.service.tongue === 'python' && level === 'WARN'
      ? 'WARNING'
      : level;
}

/** A line as the tongue of the service writes it. */
function rawOf({ pod, level, text, file, at, trace, span }: Said, timeMs: number): string {
  const time = new Date(timeMs).toISOString();
  switch (pod.service.tongue) {
    case 'java': {
      const ids = trace ? `[${pod.service.name},${trace.id},${spanId(span ?? 0)}] ` : '';
      return `${time.slice(0, 10)} ${time.slice(11, 23)} ${level.padStart(5)} ${ids}1 --- [nio-8080-exec-${1 + (Math.round(timeMs) % 10)}] shop.${file} : ${text} (${file}.java:${at})`;
    }
    case 'go':
      // Half of them by klog, the others by a structured logger.
      return pod.service.index % 2 === 0
        ? `${level[0]}${time.slice(5, 7)}${time.slice(8, 10)} ${time.slice(11, 23)}000       1 ${file.toLowerCase()}.go:${at}] ${text}`
        : JSON.stringify({
            message: text,
            severity: level.toLowerCase(),
            timestamp: time,
            caller: `${file.toLowerCase()}.go:${at}`,
          });
    case 'node':
      return JSON.stringify({
        level: { DEBUG: 20, INFO: 30, WARN: 40, ERROR: 50 }[level],
        time: Math.round(timeMs),
        pid: 1,
        hostname: pod.name,
        name: `${pod.service.name}-server`,
        msg: text,
      });
    case 'python':
      return `${time.slice(0, 10)} ${time.slice(11, 19)},${time.slice(20, 23)} - ${pod.service.name}-server - ${level === 'WARN' ? 'WARNING' : level} - ${text}`;
  }
}
