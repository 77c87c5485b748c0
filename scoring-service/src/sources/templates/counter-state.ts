import type { PlacesState } from './template-places.ts';

/** Raise when what is saved changes. */
const VERSION = 1;
const HEAD_BYTES = 8;

/** A counter and the places of its templates as bytes: version, length of the places (JSON), the places, the counter. */
export function joinState(counter: Uint8Array, places: PlacesState): Uint8Array {
  const json = Buffer.from(JSON.stringify(places));
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32LE(VERSION, 0);
  head.writeUInt32LE(json.length, 4);
  return Buffer.concat([head, json, counter]);
}

/** Undefined for bytes of another version: the templates are learnt anew. */
export function splitState(bytes: Uint8Array): { counter: Uint8Array; places: PlacesState } | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < HEAD_BYTES || buffer.readUInt32LE(0) !== VERSION) return undefined;
  const end = HEAD_BYTES + buffer.readUInt32LE(4);
  const places = JSON.parse(buffer.toString('utf8', HEAD_BYTES, end)) as PlacesState;
  return { places, counter: Uint8Array.from(buffer.subarray(end)) };
}
