import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { compareInThread } from '../../../scoring-service/src/incidents/compare-in-thread.ts';
import {
  compareEvents,
  type Comparison,
  type ComparisonTask,
} from '../../../scoring-service/src/incidents/event-comparison.ts';
import { openStores } from '../../../scoring-service/src/stores/open-stores.ts';
import { MINUTE, START } from './made-up.ts';

/** Requests of a minute, each of which is a span in every service of a chain. */
const REQUESTS = 60;
const CHAIN = 10;
const MINUTES = 40;
const OPERATIONS = 12;
const TRIES = 5;
/** What begins before the clock, so that timers run by then. */
const SETTLE_MS = 20;

export interface Blocked {
  where: string;
  /** Of the comparison, ms. */
  took: number;
  /** The longest time in which the service's own thread answered nobody, ms. */
  deaf: number;
}

/** Compares ten minutes of an incident with a past of half an hour, in the service's thread and in one of its own. */
export async function comparison(): Promise<Blocked[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-bench-comparison-'));
  const stores = openStores(folder, { now: () => START, onSetAside: () => undefined });
  const thread = compareInThread(folder);
  try {
    for (let minute = 0; minute < MINUTES; minute++) {
      const spans = Array.from({ length: REQUESTS }, (_, i) => request(minute, i)).flat();
      stores.traces.put('otlp', spans, START + minute * MINUTE);
    }
    const window = { atMs: START + (MINUTES - 10) * MINUTE, untilMs: START + MINUTES * MINUTE };
    const task: ComparisonTask = { window, troubles: [] };
    const here = async (): Promise<Comparison> => compareEvents(stores.keptEvents, task);
    const there = (): Promise<Comparison> => thread.compare(task);
    // Once before: the thread starts, and code is compiled.
    await there();
    await here();
    return [await measured("the service's own", here), await measured('a thread', there)];
  } finally {
    await thread.close();
    stores.close();
    rmSync(folder, { recursive: true });
  }
}

/** The least disturbed of some tries: the machine does other things, too. */
async function measured(where: string, compare: () => Promise<Comparison>): Promise<Blocked> {
  const tries: Blocked[] = [];
  for (let i = 0; i < TRIES; i++) {
    const from = performance.now();
    let [before, deaf] = [from, 0];
    const note = (): void => {
      const now = performance.now();
      [before, deaf] = [now, Math.max(deaf, now - before)];
    };
    const timer = setInterval(note, 1);
    await sleep(SETTLE_MS);
    deaf = 0;
    await compare();
    const took = performance.now() - from - SETTLE_MS;
    await sleep(SETTLE_MS);
    clearInterval(timer);
    tries.push({ where, took, deaf });
  }
  return {
    where,
    took: Math.min(...tries.map(({ took }) => took)),
    deaf: Math.min(...tries.map(({ deaf }) => deaf)),
  };
}

type Spans = Parameters<ReturnType<typeof openStores>['traces']['put']>[1];

/** A request that goes through all services of the chain, one calling the next. */
function request(minute: number, index: number): Spans {
  const traceId = `${minute}`.padStart(16, '0') + `${index}`.padStart(16, '0');
  const spanId = (depth: number): string => `${depth}`.padStart(16, '0');
  return Array.from({ length: CHAIN }, (_, depth) => ({
    ...{ traceId, spanId: spanId(depth + 1), parentId: depth === 0 ? undefined : spanId(depth) },
    ...{ service: `service-${depth}`, operation: `operation-${index % OPERATIONS}`, kind: 'server' },
    ...{
      start: START + minute * MINUTE + index * (MINUTE / REQUESTS) + depth,
      durationMs: 2 * (CHAIN - depth),
    },
    ...{ error: false, peer: undefined, links: [] },
  }));
}
