import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusalOf } from '../testing/refusal.ts';
import { LstmNet } from './lstm-net.ts';
import { NET_FORMAT, NET_KINDS, decodeNet, encodeNet, netId, tensorOf } from './net-file.ts';
import { readEntityNet } from './entity/read-entity-net.ts';
import { drawnNet } from './testing.ts';

describe('a net as bytes', () => {
  test.each(NET_KINDS)('a %s comes back as it was', (kind) => {
    const bytes = drawnNet(kind);
    const net = decodeNet(bytes);
    expect(net.kind).toBe(kind);
    expect(net.about).toEqual({ seed: 1 });
    expect(encodeNet(net)).toEqual(bytes);
  });

  test('one of another version is refused by name', () => {
    const bytes = drawnNet('lstm');
    new DataView(bytes.buffer).setUint32(4, NET_FORMAT + 1, true);
    const refusal = refusalOf(() => decodeNet(bytes, 'a.net'));
    expect(refusal.code).toBe('UNSUPPORTED_VERSION');
    expect(refusal.message).toBe(
      `a.net: a net of version ${NET_FORMAT + 1}, this program reads version ${NET_FORMAT}: train it again`,
    );
  });

  test.each([
    ['empty', () => new Uint8Array(0)],
    ['foreign', () => new Uint8Array(200).fill(7)],
    ['cut short', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 1)],
    ['too long', (bytes: Uint8Array) => Uint8Array.of(...bytes, 0)],
    ['cut within its head', (bytes: Uint8Array) => bytes.subarray(0, 20)],
  ])('%s bytes are refused', (_, spoil) => {
    expect(refusalOf(() => decodeNet(spoil(drawnNet('lstm')))).code).toBe('BAD_STATE');
  });

  test('weights that are no numbers are refused', () => {
    const net = decodeNet(drawnNet('lstm'));
    tensorOf(net, 'head.bias').data[0] = NaN;
    expect(refusalOf(() => decodeNet(encodeNet(net))).message).toContain('head.bias');
  });

  test('any bytes give a net or a refusal', () => {
    const good = drawnNet('lstm');
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
        const bytes = good.slice();
        bytes[at] = byte;
        try {
          new LstmNet(decodeNet(bytes));
        } catch (error) {
          expect(error).toMatchObject({ name: 'EngineError' });
        }
      }),
    );
  });
});

describe('a net in the wrong place', () => {
  test('is refused by its kind', () => {
    expect(refusalOf(() => new LstmNet(decodeNet(drawnNet('ple-gru')))).message).toContain('ple-gru');
    expect(refusalOf(() => readEntityNet(drawnNet('lstm'))).message).toContain('lstm');
  });

  test('weights that are missing or of another shape are refused by name', () => {
    for (const kind of NET_KINDS) {
      const net = decodeNet(drawnNet(kind));
      for (const name of Object.keys(net.tensors)) {
        const run = (tensors: typeof net.tensors): unknown => {
          const changed = encodeNet({ ...net, tensors });
          return kind === 'lstm' ? new LstmNet(decodeNet(changed)) : readEntityNet(changed);
        };
        const without = Object.fromEntries(Object.entries(net.tensors).filter(([other]) => other !== name));
        expect(refusalOf(() => run(without)).message).toContain(name);
        const { shape } = net.tensors[name];
        const wider = [...shape.slice(0, -1), shape[shape.length - 1] + 1];
        const data = new Float32Array(wider.reduce((product, n) => product * n, 1));
        expect(refusalOf(() => run({ ...net.tensors, [name]: { shape: wider, data } })).code).toBe(
          'BAD_STATE',
        );
      }
    }
  });
});

test('a net is known by its bytes', () => {
  expect(netId(drawnNet('lstm', 1))).toMatch(/^[0-9a-f]{16}$/);
  expect(netId(drawnNet('lstm', 1))).toBe(netId(drawnNet('lstm', 1)));
  expect(netId(drawnNet('lstm', 1))).not.toBe(netId(drawnNet('lstm', 2)));
  // FNV-1a of "a" and of nothing, from the authors' own test vectors.
  expect(netId(new TextEncoder().encode('a'))).toBe('af63dc4c8601ec8c');
  expect(netId(new Uint8Array(0))).toBe('cbf29ce484222325');
});
