import { createHash } from 'node:crypto';
import type { Snapshot } from '../snapshot-store.ts';

/**
 * A snapshot file, little-endian: 8 bytes of magic, uint32 version, uint32 zero, float64 watermark (epoch ms),
 * float64 length of the body, 32 bytes SHA-256 of all before it and the body, the body.
 */
const MAGIC = Buffer.from('LAPWSNAP', 'latin1');
const VERSION = 1;
const VERSION_AT = 8;
const WATERMARK_AT = 16;
const LENGTH_AT = 24;
const CHECKSUM_AT = 32;
const BODY_AT = 64;

export function encodeSnapshot({ watermark, bytes }: Snapshot): { header: Uint8Array; body: Uint8Array } {
  const header = Buffer.alloc(BODY_AT);
  MAGIC.copy(header);
  header.writeUInt32LE(VERSION, VERSION_AT);
  header.writeDoubleLE(watermark, WATERMARK_AT);
  header.writeDoubleLE(bytes.byteLength, LENGTH_AT);
  checksum(header, bytes).copy(header, CHECKSUM_AT);
  return { header, body: bytes };
}

/** The snapshot in a file's bytes, or why there is none. The body is a view of `file`. */
export function decodeSnapshot(file: Buffer): Snapshot | { fault: string } {
  if (file.length < BODY_AT) return { fault: 'it ends within its header' };
  if (!file.subarray(0, MAGIC.length).equals(MAGIC)) return { fault: 'it is not a snapshot of Lapwing' };
  const version = file.readUInt32LE(VERSION_AT);
  if (version !== VERSION) return { fault: `it has version ${version}; this program reads ${VERSION}` };
  const body = file.subarray(BODY_AT);
  const length = file.readDoubleLE(LENGTH_AT);
  if (body.length !== length) return { fault: `it holds ${body.length} of ${length} bytes` };
  if (!checksum(file, body).equals(file.subarray(CHECKSUM_AT, BODY_AT))) {
    return { fault: 'its checksum does not match' };
  }
  return { watermark: file.readDoubleLE(WATERMARK_AT), bytes: body };
}

function checksum(header: Buffer, body: Uint8Array): Buffer {
  return createHash('sha256').update(header.subarray(0, CHECKSUM_AT)).update(body).digest();
}
