import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { MetricSeries, RcaInput } from '@lapwing/engine';
import { readCase } from '../../../scoring-service/src/rca/read-case.ts';

/** A case whose answer is known. */
export interface KnownCase {
  name: string;
  /** Kind of fault. */
  kind: string;
  atMs: number;
  untilMs: number;
  /** Any of these is right. */
  services: string[];
  symptom?: string;
  read: () => Promise<RcaInput>;
}

interface Listed {
  at: string;
  until: string;
  services: string[];
  type: string;
}

/** A folder of case folders with `cases.json`; none when it is not there. */
export function listedCases(folder: string): KnownCase[] {
  const list = path.join(folder, 'cases.json');
  if (!existsSync(list)) return [];
  const cases = JSON.parse(readFileSync(list, 'utf8')) as Record<string, Listed>;
  return Object.entries(cases).map(([name, { at, until, services, type }]) => ({
    name,
    kind: type,
    atMs: Date.parse(at),
    untilMs: Date.parse(until),
    services,
    read: () => readCase(path.join(folder, name)),
  }));
}

interface Target {
  target: { node: string; metric: string };
  root_cause: { node: string };
}

const TRAFFICS = ['high_traffic', 'low_traffic'];
const READING_MS = 300_000;

/**
 * PetShop's issues as cases, by the rule of the set's description: the fault-free recording moved to end five minutes
 * before the issue, all of the issue the trouble, a component a service.
 */
export function petShopCases(folder: string): KnownCase[] {
  return TRAFFICS.filter((traffic) => existsSync(path.join(folder, traffic))).flatMap((traffic) => {
    const dir = path.join(folder, traffic);
    return readdirSync(path.join(dir, 'train'))
      .sort()
      .map((issue) => {
        const { target, root_cause: root } = JSON.parse(
          readFileSync(path.join(dir, 'train', issue, 'target.json'), 'utf8'),
        ) as Target;
        const trouble = table(path.join(dir, 'train', issue, 'metrics.csv.gz'));
        const atMs = trouble.times[0];
        return {
          name: `${traffic} ${issue}`,
          kind: target.metric,
          atMs,
          untilMs: trouble.times[trouble.times.length - 1] + 1,
          services: [root.node],
          symptom: target.node,
          read: () => Promise.resolve(petShopInput(dir, trouble, atMs)),
        };
      });
  });
}

function petShopInput(dir: string, trouble: Wide, atMs: number): RcaInput {
  const past = table(path.join(dir, 'noissue', 'metrics.csv.gz'));
  const shift = atMs - READING_MS - past.times[past.times.length - 1];
  const moved = { ...past, times: past.times.map((time) => time + shift) };
  const series = new Map<string, MetricSeries & { times: number[]; values: number[] }>();
  for (const { columns, times } of [moved, trouble]) {
    for (const { service, metric, values } of columns) {
      const key = `${service}\n${metric}`;
      let one = series.get(key);
      if (!one) series.set(key, (one = { service, metric, times: [], values: [] }));
      one.times.push(...times);
      one.values.push(...values);
    }
  }
  return { metrics: [...series.values()], logs: [], spans: [], topology: calls(path.join(dir, 'graph.csv')) };
}

interface Wide {
  times: number[];
  columns: { service: string; metric: string; values: number[] }[];
}

/** Four rows of header: component, metric, statistic, and the name of the first column. */
function table(file: string): Wide {
  const rows = gunzipSync(readFileSync(file))
    .toString('utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const [services, metrics, statistics, , ...body] = rows;
  return {
    times: body.map(([time]) => Number(time) * 1000),
    columns: services.slice(1).map((service, i) => ({
      service,
      metric: `${metrics[i + 1]}_${statistics[i + 1]}`,
      values: body.map((row) => (row[i + 1] ? Number(row[i + 1]) : NaN)),
    })),
  };
}

/** A matrix of who calls whom, callers down. */
function calls(file: string): [caller: string, callee: string][] {
  const [head, ...body] = readFileSync(file, 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  return body.flatMap(([caller, ...cells]) =>
    cells.flatMap((cell, i): [string, string][] => (Number(cell) > 0 ? [[caller, head[i + 1]]] : [])),
  );
}
