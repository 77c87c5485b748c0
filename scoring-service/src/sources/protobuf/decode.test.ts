import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { METRICS_REQUEST, TRACES_REQUEST } from '../otlp/protocol.ts';
import { MetricsRequest, TracesRequest } from '../otlp/schemas.ts';
import { decodeProtobuf, many, one, ProtobufError, type Message } from './decode.ts';

const Inner: Message = { 1: one('name', 'string'), 2: many('inner', () => Inner) };
const Outer: Message = { 1: many('numbers', 'sint32'), 2: one('inner', () => Inner), 3: one('id', 'hex') };

test('packed and single numbers, messages, ids; unknown fields are skipped', () => {
  const bytes = new BinaryWriter()
    .tag(1, WireType.LengthDelimited)
    .fork()
    .sint32(-1)
    .sint32(2)
    .join()
    .tag(1, WireType.Varint)
    .sint32(3)
    .tag(99, WireType.LengthDelimited)
    .string('unknown')
    .tag(2, WireType.LengthDelimited)
    .fork()
    .tag(1, WireType.LengthDelimited)
    .string('a')
    .join()
    .tag(3, WireType.LengthDelimited)
    .bytes(Uint8Array.from([0xab, 1]))
    .finish();
  expect(decodeProtobuf(Outer, bytes)).toEqual({ numbers: [-1, 2, 3], inner: { name: 'a' }, id: 'ab01' });
});

test('whatever the bytes are: an answer that its schema takes or refuses, or a ProtobufError', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      for (const [message, schema] of [
        [TRACES_REQUEST, TracesRequest],
        [METRICS_REQUEST, MetricsRequest],
      ] as const) {
        try {
          schema.safeParse(decodeProtobuf(message, bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(ProtobufError);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('messages too deep in each other are refused, not followed to the end of the stack', () => {
  let bytes = new Uint8Array();
  for (let depth = 0; depth < 5_000; depth++) {
    bytes = new BinaryWriter().tag(2, WireType.LengthDelimited).bytes(bytes).finish();
  }
  expect(() => decodeProtobuf(Inner, bytes)).toThrow('deep in each other');
});

test('a field that ends beyond its message is refused', () => {
  expect(() => decodeProtobuf(Outer, Uint8Array.from([0x12, 0x7f, 1]))).toThrow(ProtobufError);
  // The inner message says two bytes, and its field takes more.
  expect(() => decodeProtobuf(Outer, Uint8Array.from([0x12, 2, 0x0a, 3, 97, 97, 97]))).toThrow(ProtobufError);
});
