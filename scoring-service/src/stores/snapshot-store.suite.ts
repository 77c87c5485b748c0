import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Reopenable } from './score-store.suite.ts';
import type { SnapshotStore } from './snapshot-store.ts';

/** What every adapter of the port SnapshotStore does. */
export function snapshotStoreSuite(name: string, open: () => Reopenable<SnapshotStore>): void {
  describe(`${name} keeps snapshots`, () => {
    let opened: Reopenable<SnapshotStore>;
    let store: SnapshotStore;
    beforeEach(() => {
      opened = open();
      store = opened.store;
    });
    afterEach(() => opened.end());

    test('the newest of each detector, after a restart too', () => {
      expect(store.load('errors')).toBeUndefined();
      store.save('errors', { watermark: 1_000, bytes: Uint8Array.of(1, 2, 3) });
      store.save('errors', { watermark: 2_000.5, bytes: Uint8Array.of(4, 5) });
      store.save('latency', { watermark: 3_000, bytes: new Uint8Array() });
      const reopened = opened.reopen();
      const errors = reopened.load('errors');
      expect(errors?.watermark).toBe(2_000.5);
      expect(Uint8Array.from(errors?.bytes ?? [])).toEqual(Uint8Array.of(4, 5));
      expect(reopened.load('latency')?.bytes.length).toBe(0);
    });

    test('none of a detector that was deleted', () => {
      store.save('errors', { watermark: 1_000, bytes: Uint8Array.of(1) });
      store.delete('errors');
      store.delete('never-was');
      expect(opened.reopen().load('errors')).toBeUndefined();
    });

    test('large ones whole, and a part of a larger buffer as that part', () => {
      const large = new Uint8Array(5_000_000).map((_, i) => i % 251);
      store.save('errors', { watermark: 1, bytes: large.subarray(7) });
      const loaded = opened.reopen().load('errors')?.bytes ?? new Uint8Array();
      expect(Buffer.compare(loaded, large.subarray(7))).toBe(0);
    });
  });
}
