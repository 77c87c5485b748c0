import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Detector } from '@lapwing/contract';
import pino from 'pino';
import { expect, test, vi } from 'vitest';
import type { PulledChunk, Source, TimeRange } from '../sources/source.ts';
import { openStores } from '../stores/open-stores.ts';
import { Gate } from './gate.ts';
import { DetectorRunner } from './runner.ts';

const MINUTE_MS = 60_000;
const FROM = Date.parse('2023-01-29T08:40:00Z');
const UNTIL = Date.parse('2023-01-29T09:00:00Z');

/** One signal with a reading each minute, for all time. */
class EndlessSource implements Source {
  readonly name = 'endless';
  readonly pulled: TimeRange[] = [];

  async *pull(_: Detector, range: TimeRange): AsyncGenerator<PulledChunk> {
    this.pulled.push(range);
    const times = Float64Array.from(
      { length: (range.to - range.from) / MINUTE_MS },
      (__, i) => range.from + i * MINUTE_MS,
    );
    const series = [{ labels: { service: 'shop' }, times, values: times.map(() => 1) }];
    yield await Promise.resolve({ range, series, absent: 'gap' as const, warnings: [] });
  }
  check(): never {
    throw new Error('nobody asks');
  }
  health(): never {
    throw new Error('nobody asks');
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
}

test('a span of the past is scored whole, once, and nothing after it', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-span-'));
  const stores = openStores(folder, { now: Date.now, onSetAside: () => undefined });
  const source = new EndlessSource();
  const statuses: [string, number | null][] = [];
  const runner = new DetectorRunner(
    Detector.parse({
      ...{ id: 'past', name: 'Past', source: 'endless', kind: 'metric' },
      query: { type: 'prometheus', expr: 'up' },
      from: new Date(FROM).toISOString(),
      until: new Date(UNTIL).toISOString(),
    }),
    {
      ...{ source, scores: stores.scores, snapshots: stores.snapshots, now: Date.now },
      snapshotEveryMs: MINUTE_MS,
      log: pino({ level: 'silent' }),
      gate: new Gate(1).run,
      onEvent: () => undefined,
      onHealth: ({ status }, lag) => statuses.push([status, lag]),
    },
  );
  runner.start();
  await vi.waitFor(() => expect(statuses.at(-1)).toEqual(['ok', 0]));
  // Asked to look again, it finds nothing that is its own.
  runner.poke();
  await vi.waitFor(() => expect(statuses.filter(([status]) => status === 'ok').length).toBeGreaterThan(1));
  await runner.stop(true);
  expect(source.pulled).toEqual([{ from: FROM, to: UNTIL }]);
  expect(stores.scores.watermark('past')).toBe(UNTIL);
  stores.close();
  rmSync(folder, { recursive: true });
});
