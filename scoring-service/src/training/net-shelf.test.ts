import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { netId } from '@lapwing/engine';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createNetSchedule, SHIPPED_NETS } from './net-schedule.ts';
import { NetShelf } from './net-shelf.ts';
import { shippedNet } from './shipped.ts';
import { testFolder, untrained } from './testing.ts';

let at: { folder: string; remove: () => void };
beforeEach(() => void (at = testFolder()));
afterEach(() => at.remove());

const FACTS = { made_at: '2026-11-22T00:00:00.000Z', held_back: 1, held_back_before: null };
const won = { ...FACTS, accepted: true };
const lost = { ...FACTS, accepted: false };

describe('a shelf of nets', () => {
  test('keeps every net that was in use, and the last few that lost', () => {
    const shelf = new NetShelf(at.folder, 'lstm');
    expect(shelf.newest()).toBeUndefined();
    shelf.add(untrained('lstm', 1), won);
    for (let seed = 2; seed < 8; seed++) shelf.add(untrained('lstm', seed), lost);
    shelf.add(untrained('lstm', 9), won);
    expect(shelf.versions().map(({ version }) => version)).toEqual([1, 5, 6, 7, 8]);
    expect(readdirSync(at.folder).filter((name) => name.endsWith('.net')).length).toBe(5);
    expect(shelf.newest()).toMatchObject({ version: 8, id: netId(untrained('lstm', 9)) });
    expect(shelf.read(1)).toEqual(untrained('lstm', 1));
  });

  test('says which file it cannot read', () => {
    const shelf = new NetShelf(at.folder, 'lstm');
    shelf.add(untrained('lstm', 1), won);
    const file = path.join(at.folder, '000001.net');
    writeFileSync(file, 'torn');
    expect(() => shelf.read(1)).toThrow(expect.objectContaining({ code: 'STORE_UNAVAILABLE', where: file }));
    writeFileSync(path.join(at.folder, 'versions.json'), '[{}]');
    expect(() => shelf.versions()).toThrow(expect.objectContaining({ code: 'STORE_UNAVAILABLE' }));
  });

  test('names the version of a net that is too old for this program', () => {
    const shelf = new NetShelf(at.folder, 'lstm');
    const bytes = untrained('lstm', 1);
    new DataView(bytes.buffer).setUint32(4, 0, true);
    shelf.add(bytes, won);
    expect(() => shelf.read(1)).toThrow(/a net of version 0, this program reads version/);
  });
});

describe('the schedule of a detector’s nets', () => {
  const shelfOf = (): NetShelf => new NetShelf(path.join(at.folder, 'nets', 'd', 'lstm'), 'lstm');

  test('begins with the shipped net, and keeps it when a newer program ships another', () => {
    const first = createNetSchedule(at.folder).at('d', 'lstm', 1_000, true);
    expect(first.bytes).toEqual(shippedNet('lstm'));
    expect(shelfOf().read(1)).toEqual(shippedNet('lstm'));
  });

  test('a newer net begins with an interval that was never scored, and stays there', () => {
    const swaps: unknown[] = [];
    const schedule = createNetSchedule(at.folder, { onSwap: (...swap) => swaps.push(swap) });
    const old = schedule.at('d', 'lstm', 1_000, true).id;
    shelfOf().add(untrained('lstm', 1), won);
    expect(schedule.at('d', 'lstm', 2_000, false).id).toBe(old);
    const next = schedule.at('d', 'lstm', 3_000, true).id;
    expect(next).toBe(netId(untrained('lstm', 1)));
    expect(swaps).toEqual([['d', 'lstm', 2, 3_000]]);
    for (const replay of [
      schedule,
      createNetSchedule(at.folder),
      createNetSchedule(at.folder, { readOnly: true }),
    ]) {
      const ids = [1_000, 2_999, 3_000, 4_000].map((time) => replay.at('d', 'lstm', time, false).id);
      expect(ids).toEqual([old, old, next, next]);
    }
  });

  test('a net that lost never begins', () => {
    const schedule = createNetSchedule(at.folder);
    const old = schedule.at('d', 'lstm', 1_000, true).id;
    shelfOf().add(untrained('lstm', 1), lost);
    expect(schedule.at('d', 'lstm', 2_000, true).id).toBe(old);
  });

  test('one that only reads writes nothing', () => {
    const schedule = createNetSchedule(at.folder, { readOnly: true });
    expect(schedule.at('d', 'lstm', 1_000, true)).toEqual(SHIPPED_NETS.at('d', 'lstm', 1_000, true));
    expect(readdirSync(at.folder)).toEqual([]);
  });

  test('says so when its file cannot be read', () => {
    createNetSchedule(at.folder).at('d', 'lstm', 1_000, true);
    writeFileSync(path.join(at.folder, 'nets', 'd', 'lstm', 'schedule.json'), '{');
    expect(() => createNetSchedule(at.folder).at('d', 'lstm', 1_000, true)).toThrow(
      expect.objectContaining({ code: 'STORE_UNAVAILABLE' }),
    );
  });
});
