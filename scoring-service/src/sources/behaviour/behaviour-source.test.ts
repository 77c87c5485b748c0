import { Detector } from '@lapwing/contract';
import type { Span } from '@lapwing/engine/traces';
import { beforeEach, expect, test } from 'vitest';
import { createSqliteBehaviourStore } from '../../stores/sqlite/behaviour-store.ts';
import { createSqliteKeptEvents } from '../../stores/sqlite/kept-events.ts';
import { openSqlite } from '../../stores/sqlite/open.ts';
import { TELEMETRY_MIGRATIONS } from '../../stores/sqlite/telemetry-schema.ts';
import { createSqliteTraceStore } from '../../stores/sqlite/trace-store.ts';
import type { PulledChunk } from '../source.ts';
import { createBehaviourSource } from './behaviour-source.ts';

const MINUTE = 60_000;
const never = new AbortController().signal;
const detector = Detector.parse({
  ...{ id: 'behaviour', name: 'Behaviour', source: 'behaviour', kind: 'trace', query: { type: 'behaviour' } },
});
let db: ReturnType<typeof openSqlite>;

beforeEach(() => {
  db = openSqlite({ file: ':memory:', durability: 'process', migrations: TELEMETRY_MIGRATIONS });
});

/** Requests of one minute: web calls pay, which fails in some. */
function send(minute: number, failing: number, requests = 40): void {
  const traces = createSqliteTraceStore(db, { resolutionMs: MINUTE, mostOperations: 50 });
  const spans = Array.from({ length: requests }, (_, i): Span[] => {
    const traceId = `${minute}`.padStart(16, '0') + `${i}`.padStart(16, '0');
    const start = minute * MINUTE + 1_000 + i * 1_000;
    const like = { traceId, kind: 'server', start, peer: undefined, links: [] } as const;
    return [
      {
        ...like,
        spanId: 'a'.repeat(16),
        parentId: undefined,
        service: 'web',
        operation: 'GET /',
        durationMs: 9,
        error: false,
      },
      {
        ...like,
        spanId: 'b'.repeat(16),
        parentId: 'a'.repeat(16),
        service: 'pay',
        operation: 'charge',
        durationMs: 5,
        error: i < failing,
      },
    ];
  });
  traces.put('otlp', spans.flat(), minute * MINUTE);
}

function source(until?: number) {
  const reached = until === undefined ? undefined : until * MINUTE;
  return createBehaviourSource({
    ...{ store: createSqliteBehaviourStore(db), events: createSqliteKeptEvents(db), until: () => reached },
  });
}

async function readings(of: ReturnType<typeof source>, from: number, to: number): Promise<string[]> {
  const chunks: PulledChunk[] = [];
  for await (const chunk of of.pull(detector, { from: from * MINUTE, to: to * MINUTE }, never))
    chunks.push(chunk);
  const all = chunks.flatMap(({ series }) =>
    series.flatMap(({ labels, times, values }) =>
      [...times].map((time, i) => [time / MINUTE, labels['service'], values[i]] as const),
    ),
  );
  return all.sort(([a, x], [b, y]) => a - b || ((x ?? '') < (y ?? '') ? -1 : 1)).map((one) => one.join(' '));
}

test('a fault is told in its minute, with its words, and ends when nothing is heard any more', async () => {
  for (let minute = 0; minute < 6; minute++) send(minute, 0);
  send(6, 30);
  const told = await readings(source(), 0, 14);
  const strange = told.filter((one) => Number(one.split(' ')[2]) > 50);
  expect(strange.map((one) => one.split(' ').slice(0, 2).join(' '))).toEqual(['6 pay']);
  expect(told.filter((one) => one.startsWith('9 '))).toEqual(['9 pay 0']);
  expect(told.filter((one) => one.startsWith('13 '))).toEqual([]);
  expect(source().words?.(detector, { service: 'pay' }, 6 * MINUTE)).toMatch(
    /error "charge fails" began: in 0 % of 2\d\d before, in 30 of 40 now/,
  );
});

test('a replay and a restart after each minute tell the same', async () => {
  for (let minute = 0; minute < 12; minute++) send(minute, minute === 8 ? 30 : 0);
  const steps: string[] = [];
  for (let minute = 0; minute < 16; minute++) steps.push(...(await readings(source(), minute, minute + 1)));
  expect(await readings(source(), 0, 16)).toEqual(steps);
  db.exec('DELETE FROM behaviour_cells; DELETE FROM behaviour_covered; DELETE FROM behaviour_state');
  expect(await readings(source(), 0, 16)).toEqual(steps);
});

test('it reaches as far as spans and lines have come', async () => {
  expect(await source(9).extent?.(detector, never)).toBeUndefined();
  send(3, 0);
  expect(await source().extent?.(detector, never)).toBeUndefined();
  expect(await source(9).extent?.(detector, never)).toEqual({ first: 3 * MINUTE, last: 8 * MINUTE });
  expect(await source(2).extent?.(detector, never)).toBeUndefined();
});

test('a check tells the services, and another query is refused', async () => {
  expect((await source().check(detector, never)).warnings[0]).toContain('have been kept yet');
  send(1, 0);
  expect(await source().check(detector, never)).toMatchObject({ ok: true, signals: 2 });
  const other = { ...detector, query: { type: 'ingest' as const, match: {} } };
  await expect(source().check(other, never)).rejects.toThrow('compares behaviour');
});
