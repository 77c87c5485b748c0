import { joined } from './bytes.ts';
import { EngineError } from './errors.ts';

const MAGIC = 0x4c57_4b31; // "LWK1"
/** Lengths are 32-bit: about a million signals in one bank. */
const LENGTH_MOST = 2 ** 32 - 1;

/**
 * Several byte strings as one, with a version before them: [magic, version, count, lengths…, parts…], 32-bit
 * little-endian. A part may come in pieces.
 */
export function packSections(
  version: number,
  parts: readonly (Uint8Array | readonly Uint8Array[])[],
): Uint8Array {
  const inPieces = parts.map((part) => (part instanceof Uint8Array ? [part] : part));
  const lengths = inPieces.map((pieces) => pieces.reduce((sum, piece) => sum + piece.length, 0));
  if (lengths.some((length) => length > LENGTH_MOST)) {
    throw new EngineError('BAD_STATE', `a part of ${Math.max(...lengths)} bytes is too long to be saved`);
  }
  const head = Uint32Array.of(MAGIC, version, parts.length, ...lengths);
  return joined([new Uint8Array(head.buffer), ...inPieces.flat()]);
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
