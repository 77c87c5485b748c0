import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packSections, unpackSections } from './sections.ts';
import { refusalOf } from './testing/refusal.ts';

const parts = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 });

test('parts come back as they were', () => {
  fc.assert(
    fc.property(parts, fc.nat(1000), (given, version) => {
      expect(unpackSections(packSections(version, given), version, 'thing')).toEqual(given);
    }),
  );
});

test('a part may come in pieces', () => {
  const whole = packSections(1, [Uint8Array.of(1, 2, 3), Uint8Array.of(4)]);
  expect(packSections(1, [[Uint8Array.of(1), Uint8Array.of(2, 3)], Uint8Array.of(4)])).toEqual(whole);
});

test('cut short or with bytes too many: refused by name', () => {
  fc.assert(
    fc.property(parts, fc.nat(), (given, cut) => {
      const bytes = packSections(1, given);
      const short = bytes.subarray(0, cut % bytes.length);
      expect(refusalOf(() => unpackSections(short, 1, 'thing'))).toMatchObject({ code: 'BAD_STATE' });
    }),
  );
  const long = new Uint8Array([...packSections(1, [Uint8Array.of(1)]), 0]);
  expect(refusalOf(() => unpackSections(long, 1, 'thing')).message).toBe('thing: 1 bytes too many');
});

test('other bytes and another version are told apart', () => {
  expect(refusalOf(() => unpackSections(new Uint8Array(20), 1, 'thing')).message).toContain(
    'not a saved state',
  );
  const error = refusalOf(() => unpackSections(packSections(2, []), 1, 'thing'));
  expect(error.code).toBe('UNSUPPORTED_VERSION');
  expect(error.message).toContain('version 2');
});

test('garbage is refused, never anything else', () => {
  const head = packSections(1, []).subarray(0, 8);
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (garbage) => {
      const bytes = new Uint8Array([...head, ...garbage]);
      try {
        unpackSections(bytes, 1, 'thing');
      } catch (error) {
        expect(error).toMatchObject({ code: 'BAD_STATE' });
      }
    }),
  );
});
