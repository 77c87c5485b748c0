import { joined } from '../bytes.ts';
import { EngineError } from '../errors.ts';

/**
 * A net as bytes, little-endian: magic, format version, length of the head (uint32 each); the head (JSON, padded with
 * spaces to four bytes); the tensors' float32 numbers, in the head's order.
 */
const MAGIC = 0x544e_574c; // "LWNT"
/** Counts up whenever the bytes, the inputs or the way a net is computed change: an older file is refused by name. */
export const NET_FORMAT = 1;
const PREFIX_BYTES = 12;

export const NET_KINDS = ['lstm', 'msif-lstm', 'ple-gru'] as const;
export type NetKind = (typeof NET_KINDS)[number];

/** Row-major float32 numbers. */
export interface Tensor {
  shape: readonly number[];
  data: Float32Array;
}

/** Weights, and what their numbers are for. */
export interface Net {
  kind: NetKind;
  tensors: Readonly<Record<string, Tensor>>;
  /** Where it comes from, for people: what it was trained on, when, its held-back loss. */
  about: Readonly<Record<string, string | number>>;
}

interface Head {
  kind: NetKind;
  about: Record<string, string | number>;
  tensors: { name: string; shape: number[] }[];
}

export function encodeNet(net: Net): Uint8Array {
  const tensors = Object.entries(net.tensors);
  const head: Head = {
    kind: net.kind,
    about: { ...net.about },
    tensors: tensors.map(([name, { shape }]) => ({ name, shape: [...shape] })),
  };
  const text = new TextEncoder().encode(JSON.stringify(head));
  const padded = new Uint8Array(Math.ceil(text.length / 4) * 4).fill(0x20);
  padded.set(text);
  const prefix = Uint32Array.of(MAGIC, NET_FORMAT, padded.length);
  const numbers = tensors.map(([, { data }]) => new Uint8Array(data.slice().buffer));
  return joined([new Uint8Array(prefix.buffer), padded, ...numbers]);
}

/** The net whose bytes `encodeNet` gave. Throws EngineError UNSUPPORTED_VERSION, BAD_STATE, naming `what`. */
export function decodeNet(bytes: Uint8Array, what = 'net'): Net {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < PREFIX_BYTES || view.getUint32(0, true) !== MAGIC) {
    throw new EngineError('BAD_STATE', `${what}: these bytes are not a net`);
  }
  const version = view.getUint32(4, true);
  if (version !== NET_FORMAT) {
    throw new EngineError(
      'UNSUPPORTED_VERSION',
      `${what}: a net of version ${version}, this program reads version ${NET_FORMAT}: train it again`,
    );
  }
  const headEnd = PREFIX_BYTES + view.getUint32(8, true);
  const head = headOf(bytes.subarray(PREFIX_BYTES, headEnd), what);
  const tensors: Record<string, Tensor> = {};
  let at = headEnd;
  for (const { name, shape } of head.tensors) {
    const length = shape.reduce((product, n) => product * n, 1);
    if (!(at + 4 * length <= bytes.byteLength)) throw new EngineError('BAD_STATE', `${what}: cut short`);
    const data = new Float32Array(bytes.slice(at, at + 4 * length).buffer);
    if (!data.every(Number.isFinite)) {
      throw new EngineError('BAD_STATE', `${what}: its weights ${name} are not all numbers`);
    }
    tensors[name] = { shape, data };
    at += 4 * length;
  }
  if (at !== bytes.byteLength) throw new EngineError('BAD_STATE', `${what}: bytes too many`);
  return { kind: head.kind, tensors, about: head.about };
}

function headOf(bytes: Uint8Array, what: string): Head {
  try {
    const head = JSON.parse(new TextDecoder().decode(bytes)) as Head;
    const shapes = head.tensors.every(
      ({ name, shape }) => typeof name === 'string' && shape.every((n) => Number.isInteger(n) && n > 0),
    );
    if (NET_KINDS.includes(head.kind) && shapes) return head;
  } catch (cause) {
    throw new EngineError('BAD_STATE', `${what}: its head cannot be read`, { cause });
  }
  throw new EngineError('BAD_STATE', `${what}: its head names no net that this program knows`);
}

/** The tensor `name`; throws EngineError BAD_STATE when the net has none. */
export function tensorOf(net: Net, name: string): Tensor {
  const tensor = net.tensors[name] as Tensor | undefined;
  if (tensor === undefined)
    throw new EngineError('BAD_STATE', `net: ${net.kind} without its weights "${name}"`);
  return tensor;
}

/** FNV's 64-bit prime is 2^40 + this. */
const FNV_LOW = 0x1b3;
const WORD = 2 ** 32;

/** What a net is known by: 16 hexadecimal digits of its bytes (FNV-1a, 64 bits), the same on every machine. */
export function netId(bytes: Uint8Array): string {
  let [high, low] = [0xcbf2_9ce4, 0x8422_2325];
  for (const byte of bytes) {
    low = (low ^ byte) >>> 0;
    const product = low * FNV_LOW;
    high = (high * FNV_LOW + Math.floor(product / WORD) + low * 256) >>> 0;
    low = product >>> 0;
  }
  return [high, low].map((word) => word.toString(16).padStart(8, '0')).join('');
}
