import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LapwingError } from '../../errors.ts';
import { snapshotStoreSuite } from '../snapshot-store.suite.ts';
import type { SetAside } from '../snapshot-store.ts';
import { decodeSnapshot, encodeSnapshot } from './snapshot-format.ts';
import { createSnapshotFolder } from './snapshot-store.ts';

const quiet = { onSetAside: () => undefined, beforeSave: () => undefined };

snapshotStoreSuite('a folder of snapshots', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-snapshots-'));
  const open = () => createSnapshotFolder({ folder, ...quiet });
  return { store: open(), reopen: open, end: () => rmSync(folder, { recursive: true }) };
});

describe('a folder of snapshots', () => {
  let folder: string;
  let aside: SetAside[];
  const open = (beforeSave: () => void = () => undefined) =>
    createSnapshotFolder({ folder, onSetAside: (what) => void aside.push(what), beforeSave });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lapwing-snapshots-'));
    aside = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test.each([
    ['empty', () => Buffer.alloc(0), 'ends within its header'],
    ['torn in its header', (file: Buffer) => file.subarray(0, 20), 'ends within its header'],
    ['torn in its body', (file: Buffer) => file.subarray(0, file.length - 1), 'holds 2 of 3 bytes'],
    ['longer than it should be', (file: Buffer) => Buffer.concat([file, file]), 'of 3 bytes'],
    ['foreign', () => Buffer.alloc(200, 'x'), 'not a snapshot of Lapwing'],
    ['of another version', (file: Buffer) => flip(file, 8), 'version'],
    ['changed in its watermark', (file: Buffer) => flip(file, 18), 'checksum'],
    ['changed in its body', (file: Buffer) => flip(file, file.length - 1), 'checksum'],
  ])('sets a file aside that is %s, tells of it, and goes on', (_, spoil, reason) => {
    open().save('errors', { watermark: 1_000, bytes: Uint8Array.of(1, 2, 3) });
    const file = path.join(folder, 'errors.bin');
    for (const movedTo of [`${file}.damaged`, `${file}.damaged-2`]) {
      writeFileSync(file, spoil(fileOf({ watermark: 1_000, bytes: Uint8Array.of(1, 2, 3) })));
      expect(open().load('errors')).toBeUndefined();
      expect(aside.at(-1)).toMatchObject({ file, movedTo });
      expect(aside.at(-1)?.reason).toContain(reason);
    }
    expect(open().load('errors')).toBeUndefined();
    open().save('errors', { watermark: 5, bytes: Uint8Array.of(9) });
    expect(open().load('errors')?.watermark).toBe(5);
  });

  test('a file that was being written when the process ended changes nothing', () => {
    open().save('errors', { watermark: 1_000, bytes: Uint8Array.of(1, 2, 3) });
    writeFileSync(path.join(folder, 'errors.bin.tmp'), 'half');
    expect(open().load('errors')?.watermark).toBe(1_000);
    open().save('errors', { watermark: 2_000, bytes: Uint8Array.of(1) });
    expect(readdirSync(folder)).toEqual(['errors.bin']);
  });

  test('what a snapshot stands on is made sure of first; if that fails, the one before stays', () => {
    const beforeSave = vi.fn();
    open(beforeSave).save('errors', { watermark: 1, bytes: Uint8Array.of(1) });
    expect(beforeSave).toHaveBeenCalledOnce();
    const failing = open(() => {
      throw new Error('no disk');
    });
    expect(() => failing.save('errors', { watermark: 2, bytes: Uint8Array.of(2) })).toThrow('no disk');
    expect(open().load('errors')?.watermark).toBe(1);
  });

  test.each(['../escape', 'a/b', '', '.hidden', 'a\0b'])('never writes outside its folder: "%s"', (id) => {
    expect(() => open().save(id, { watermark: 1, bytes: Uint8Array.of(1) })).toThrow(LapwingError);
  });

  test('says what the disk did wrong', () => {
    const store = open();
    rmSync(folder, { recursive: true });
    expect(() => store.save('errors', { watermark: 1, bytes: Uint8Array.of(1) })).toThrow(
      expect.objectContaining({ code: 'STORE_UNAVAILABLE' }),
    );
    open();
  });
});

test('any bytes give a snapshot or a fault, and a snapshot comes back as it was', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(decodeSnapshot(Buffer.from(bytes))).toHaveProperty('fault');
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.double({ noNaN: true }), (bytes, watermark) => {
      const decoded = decodeSnapshot(fileOf({ watermark, bytes }));
      expect(decoded).toEqual({ watermark, bytes: Buffer.from(bytes) });
    }),
  );
});

function fileOf(snapshot: { watermark: number; bytes: Uint8Array }): Buffer {
  const { header, body } = encodeSnapshot(snapshot);
  return Buffer.concat([header, body]);
}

function flip(file: Buffer, at: number): Buffer {
  const copy = Buffer.from(file);
  copy[at] ^= 0xff;
  return copy;
}
