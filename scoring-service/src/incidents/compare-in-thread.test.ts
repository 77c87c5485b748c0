import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Span } from '@lapwing/engine/traces';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStores, type Stores } from '../stores/open-stores.ts';
import { compareInThread } from './compare-in-thread.ts';
import { compareEvents, type Comparison, type ComparisonTask } from './event-comparison.ts';

const MINUTE = 60_000;
let folder: string;
let stores: Stores;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lapwing-comparison-'));
  stores = openStores(folder, { now: () => 0, onSetAside: () => undefined });
});
afterEach(() => {
  stores.close();
  rmSync(folder, { recursive: true });
});

/** Requests of one minute to web, which calls pay; pay fails in some. */
function send(minute: number, failing: number): void {
  const spans = Array.from({ length: 40 }, (_, i): Span[] => {
    const traceId = `${minute}`.padStart(16, '0') + `${i}`.padStart(16, '0');
    const start = minute * MINUTE + i * 1_000;
    const like = { traceId, kind: 'server', start, peer: undefined, links: [] } as const;
    const [web, pay] = ['a'.repeat(16), 'b'.repeat(16)];
    return [
      {
        ...{ ...like, spanId: web, parentId: undefined, service: 'web', operation: 'GET /' },
        ...{ durationMs: 9, error: false },
      },
      {
        ...{ ...like, spanId: pay, parentId: web, service: 'pay', operation: 'charge' },
        ...{ durationMs: 5, error: i < failing },
      },
    ];
  });
  stores.traces.put('otlp', spans.flat(), minute * MINUTE);
}

/** Of the evidence against pay. */
function strongest({ evidence }: Comparison): number {
  return Math.max(0, ...evidence.filter(({ service }) => service === 'pay').map(({ strength }) => strength));
}

const task: ComparisonTask = {
  window: { atMs: 10 * MINUTE, untilMs: 12 * MINUTE },
  troubles: [{ from: 5 * MINUTE, to: 10 * MINUTE }],
};

test('a thread finds what is found here, in what was written meanwhile, too', async () => {
  const { compare, close } = compareInThread(folder);
  try {
    for (let minute = 0; minute < 11; minute++) send(minute, 0);
    const calm = await compare(task);
    expect(calm.senders.sort()).toEqual(['pay', 'web']);
    send(11, 40);
    const failing = await compare(task);
    expect(failing).toEqual(compareEvents(stores.keptEvents, task));
    expect(strongest(failing)).toBeGreaterThan(strongest(calm) + 1);
  } finally {
    await close();
  }
});

test('minutes in which something else was wrong are no past', () => {
  for (let minute = 0; minute < 12; minute++) send(minute, minute >= 5 ? 40 : 0);
  const among = (troubles: ComparisonTask['troubles']): number =>
    strongest(compareEvents(stores.keptEvents, { ...task, troubles }));
  expect(among(task.troubles)).toBeGreaterThan(among([]) + 1);
});

test('what cannot be compared fails, whoever waits for it, and so does what waits when it is closed', async () => {
  const { compare, close } = compareInThread(path.join(folder, 'nowhere'));
  await expect(compare(task)).rejects.toThrow();
  const waiting = compare(task);
  await Promise.all([expect(waiting).rejects.toThrow(), close()]);
});
