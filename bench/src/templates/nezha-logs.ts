import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { datasetsFolder } from '../datasets/load.ts';
import type { LabelledLog } from './made-up.ts';

/** Timestamp, nanoseconds, node, pod, container, trace, span, and the container's output as Kubernetes writes it. */
const ROW = /^[^,]*,[^,]*,[^,]*,([^,]*),[^,]*,[^,]*,[^,]*,"((?:[^"]|"")*)"$/;
/** A pod is named after its service, its replica set and itself. */
const POD = /^(.+)-[0-9a-z]+-[0-9a-z]+$/;
/** The class and the line of the program that logged. */
const STATEMENT = /^[\d:.]+ +[A-Z]+ +(\S+#\d+) /;

export interface ContainerLine {
  service: string;
  /** `{"log":…,"stream":…,"time":…}`. */
  json: string;
}

/** The container output of the day, or undefined where the set is absent. */
export function nezhaLines(): ContainerLine[] | undefined {
  const folder = path.join(datasetsFolder(), 'nezha-trainticket', '2023-01-29', 'log');
  if (!existsSync(folder)) return undefined;
  const lines: ContainerLine[] = [];
  for (const file of readdirSync(folder).sort()) {
    const text = gunzipSync(readFileSync(path.join(folder, file))).toString('utf8');
    for (const row of text.split('\n')) {
      const match = ROW.exec(row);
      if (match === null) continue;
      lines.push({ service: POD.exec(match[1])?.[1] ?? match[1], json: match[2].replaceAll('""', '"') });
    }
  }
  return lines;
}

export function logOf(json: string): string {
  const { log } = JSON.parse(json) as { log: string };
  return log.trimEnd();
}

/** The lines that tell which statement they come from, by service: the class and line in them are the truth. */
export function nezhaByStatement(lines: readonly ContainerLine[]): LabelledLog[] {
  const logs = new Map<string, { lines: string[]; statements: string[] }>();
  for (const { service, json } of lines) {
    const line = logOf(json);
    const statement = STATEMENT.exec(line)?.[1];
    if (statement === undefined) continue;
    const log = logs.get(service) ?? { lines: [], statements: [] };
    logs.set(service, log);
    log.lines.push(line);
    log.statements.push(statement);
  }
  return [...logs].map(([name, log]) => {
    const numbers = new Map([...new Set(log.statements)].map((statement, k) => [statement, k]));
    return { name, lines: log.lines, truth: log.statements.map((statement) => numbers.get(statement) ?? -1) };
  });
}
