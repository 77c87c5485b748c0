import { EngineError } from './errors.ts';

const MAGIC = 0x4c57_4b31; // "LWK1"

/** Several byte strings as one, with a version before them: [magic, version, count, lengths…, parts…], 32-bit little-endian. */
export function packSections(version: number, parts: readonly Uint8Array[]): Uint8Array {
  const head = Uint32Array.of(MAGIC, version, parts.length, ...parts.map((part) => part.length));
  const bytes = new Uint8Array(head.byteLength + parts.reduce((sum, part) => sum + part.length, 0));
  bytes.set(new Uint8Array(head.buffer));
  let at = head.byteLength;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The parts that `packSections` took; throws EngineError UNSUPPORTED_VERSION or BAD_STATE, naming `what`. */
export function unpackSections(bytes: Uint8Array, version: number, what: string): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 12 || view.getUint32(0, true) !== MAGIC) {
    throw new EngineError('BAD_STATE', `${what}: these bytes are not a saved state`);
  }
  if (view.getUint32(4, true) !== version) {
    throw new EngineError(
      'UNSUPPORTED_VERSION',
      `${what}: saved as version ${view.getUint32(4, true)}, this program reads version ${version}`,
    );
  }
  const count = view.getUint32(8, true);
  let at = 12 + 4 * count;
  if (at > bytes.byteLength) throw new EngineError('BAD_STATE', `${what}: cut short`);
  const parts: Uint8Array[] = [];
  for (let i = 0; i < count; i++) {
    const length = view.getUint32(12 + 4 * i, true);
    if (at + length > bytes.byteLength) throw new EngineError('BAD_STATE', `${what}: cut short`);
    parts.push(bytes.subarray(at, at + length));
    at += length;
  }
  if (at !== bytes.byteLength)
    throw new EngineError('BAD_STATE', `${what}: ${bytes.byteLength - at} bytes too many`);
  return parts;
}
