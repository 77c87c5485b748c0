import type { LogEvent, MetricSeries, RcaInput, SpanEvent } from '@lapwing/engine';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { caseError } from './case-error.ts';
import { readLogs } from './read-logs.ts';
import { readMetrics } from './read-metrics.ts';
import { readSpans } from './read-spans.ts';
import { readTopology } from './read-topology.ts';

const METRICS = 'metrics.csv';
const LOGS = 'logs.ndjson';
const SPANS = 'spans.ndjson';
const TOPOLOGY = 'topology.csv';

export interface Case extends RcaInput {
  metrics: MetricSeries[];
  logs: LogEvent[];
  spans: SpanEvent[];
  topology: [caller: string, callee: string][];
  /** What a person should know about how it was read. */
  notes: string[];
}

/** Reads a case folder. Throws LapwingError BAD_REQUEST when it holds none of the sources, or one that is broken. */
export async function readCase(folder: string): Promise<Case> {
  const names = await listing(folder);
  const fileOf = (name: string): string | undefined => {
    const found = [name, `${name}.gz`].find((one) => names.includes(one));
    return found === undefined ? undefined : path.join(folder, found);
  };
  const files = { metrics: fileOf(METRICS), logs: fileOf(LOGS), spans: fileOf(SPANS) };
  if (Object.values(files).every((file) => file === undefined)) {
    const hint = `Put ${METRICS}, ${LOGS} or ${SPANS} there (each may be gzipped: .gz); see docs/guide/root-cause.md.`;
    throw caseError(folder, undefined, 'there is nothing to judge by', hint);
  }
  const notes: string[] = [];
  const logs = files.logs === undefined ? undefined : await readLogs(files.logs);
  const spans = files.spans === undefined ? undefined : await readSpans(files.spans);
  for (const [what, oneIn] of [
    ['logs', logs?.oneIn ?? 1],
    ['spans', spans?.oneIn ?? 1],
  ] as const) {
    if (oneIn > 1) notes.push(`${what}: many, so one trace in ${oneIn} was looked at`);
  }
  const topology = fileOf(TOPOLOGY);
  return {
    metrics: files.metrics === undefined ? [] : await readMetrics(files.metrics),
    logs: logs?.kept ?? [],
    spans: spans?.kept ?? [],
    topology: topology === undefined ? [] : await readTopology(topology),
    notes,
  };
}

async function listing(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    const message =
      code === 'ENOENT'
        ? 'there is no such folder'
        : code === 'ENOTDIR'
          ? 'it is no folder'
          : 'it cannot be read';
    throw caseError(folder, undefined, message, 'Name a folder with the files of one case.', error);
  }
}
