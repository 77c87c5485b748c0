import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Recording } from './world-case.ts';

/** Writes a recording as a folder that `lapwing rca` takes. */
export function writeFolder(folder: string, { metrics, logs, spans, topology }: Recording): void {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, lines: string[]): void =>
    writeFileSync(path.join(folder, name), `${lines.join('\n')}\n`);
  if (metrics.length > 0) {
    const rows = metrics.map(
      ({ timeMs, service, metric, value }) => `${Math.round(timeMs / 1000)},${service},${metric},${value}`,
    );
    write('metrics.csv', ['timestamp,service,metric,value', ...rows]);
  }
  if (logs.length > 0)
    write(
      'logs.ndjson',
      logs.map((row) => JSON.stringify(row)),
    );
  if (spans.length > 0)
    write(
      'spans.ndjson',
      spans.map((row) => JSON.stringify(row)),
    );
  if (topology.length > 0)
    write('topology.csv', ['caller,callee', ...topology.map((call) => call.join(','))]);
}
