import { describe, expect, test } from 'vitest';
import { Columns } from './columns.ts';
import type { EngineError } from './errors.ts';
import { refusalOf } from './testing/refusal.ts';

const LAYOUT = {
  a: ['f64', 1],
  b: ['f32', 3],
  c: ['u32', 1],
  d: ['i32', 1],
  e: ['u16', 1],
  f: ['u8', 2],
} as const;

function filled(slots: number): Columns<typeof LAYOUT> {
  const columns = new Columns(LAYOUT);
  columns.addSlots(slots);
  for (let s = 0; s < slots; s++) {
    columns.of.a[s] = s + 0.5;
    columns.of.b.set([s, s + 1, s + 2], 3 * s);
    columns.of.c[s] = s;
    columns.of.d[s] = -s;
    columns.of.e[s] = s;
    columns.of.f.set([s, 255 - s], 2 * s);
  }
  return columns;
}

test('grows and keeps what it holds; new slots are zero', () => {
  const columns = filled(3);
  expect(columns.addSlots(1)).toBe(3);
  expect(columns.addSlots(100)).toBe(4);
  expect(columns.size).toBe(104);
  expect([...columns.of.b.subarray(0, 9)]).toEqual([0, 1, 2, 1, 2, 3, 2, 3, 4]);
  for (const column of Object.values(columns.of)) {
    expect(column.length).toBeGreaterThanOrEqual(104);
  }
  expect(columns.of.b.subarray(9).every((x) => x === 0)).toBe(true);
  expect(columns.bytesPerSlot).toBe(8 + 12 + 4 + 4 + 2 + 2);
});

test('growing one by one makes room seldom', () => {
  const columns = new Columns(LAYOUT);
  let moves = 0;
  let before = columns.of;
  for (let i = 0; i < 10_000; i++) {
    columns.addSlots(1);
    if (columns.of !== before) moves++;
    before = columns.of;
  }
  expect(moves).toBeLessThan(40);
});

test('clearing forgets one slot alone', () => {
  const columns = filled(3);
  columns.clearSlot(1);
  expect([...columns.of.a.subarray(0, 3)]).toEqual([0.5, 0, 2.5]);
  expect([...columns.of.b.subarray(0, 9)]).toEqual([0, 1, 2, 0, 0, 0, 2, 3, 4]);
  expect([...columns.of.f.subarray(0, 6)]).toEqual([0, 255, 0, 0, 2, 253]);
});

test.each([-1, 3, NaN])('slot %d of three is refused', (slot) => {
  expect(refusalOf(() => filled(3).clearSlot(slot)).code).toBe('BAD_SLOT');
});

describe('saved', () => {
  function restore(bytes: Uint8Array, version = 1): Columns<typeof LAYOUT> {
    const columns = new Columns(LAYOUT);
    columns.restore(bytes, version, 'thing');
    return columns;
  }

  test.each([0, 1, 7])('and restored with %i slots: the same, and it grows on', (slots) => {
    const columns = filled(slots);
    columns.addSlots(0);
    const bytes = columns.save(1);
    const back = restore(bytes);
    expect(back.size).toBe(slots);
    expect(back.save(1)).toEqual(bytes);
    expect(back.addSlots(5)).toBe(slots);
    expect([...back.of.a.subarray(0, slots)]).toEqual([...columns.of.a.subarray(0, slots)]);
  });

  test('from the middle of another buffer, at an odd offset', () => {
    const bytes = filled(4).save(1);
    const holder = new Uint8Array(bytes.length + 10).fill(9);
    holder.set(bytes, 3);
    expect(restore(holder.subarray(3, 3 + bytes.length)).save(1)).toEqual(bytes);
  });

  test('room to grow into is not written', () => {
    const columns = filled(3);
    columns.addSlots(1);
    columns.addSlots(1);
    expect(columns.save(1).length).toBe(16 + 5 * columns.bytesPerSlot);
  });

  test('other bytes, another version, another size: refused by name, and nothing changed', () => {
    const bytes = filled(3).save(1);
    const columns = filled(2);
    const before = columns.save(1);
    const bad = (change: Uint8Array, version: number): EngineError =>
      refusalOf(() => columns.restore(change, version, 'thing'));
    expect(bad(new Uint8Array(0), 1)).toMatchObject({ code: 'BAD_STATE' });
    expect(bad(new Uint8Array(64), 1).message).toContain('thing: these bytes are not saved columns');
    expect(bad(bytes, 2)).toMatchObject({ code: 'UNSUPPORTED_VERSION' });
    expect(bad(bytes, 2).message).toContain('saved as version 1, this program reads version 2');
    expect(bad(bytes.subarray(0, -1), 1).code).toBe('BAD_STATE');
    expect(bad(bytes.subarray(0, -1), 1).message).toContain('3 slots');
    const huge = bytes.slice();
    new DataView(huge.buffer).setUint32(8, 0xffff_ffff, true);
    expect(bad(huge, 1).code).toBe('BAD_STATE');
    expect(columns.save(1)).toEqual(before);
  });
});
