import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

const READ = {
  string: (reader: BinaryReader) => reader.string(),
  /** Bytes, as hexadecimal digits: ids. */
  hex: (reader: BinaryReader) => Buffer.from(reader.bytes()).toString('hex'),
  bytes: (reader: BinaryReader) => reader.bytes(),
  bool: (reader: BinaryReader) => reader.bool(),
  int32: (reader: BinaryReader) => reader.int32(),
  uint32: (reader: BinaryReader) => reader.uint32(),
  sint32: (reader: BinaryReader) => reader.sint32(),
  double: (reader: BinaryReader) => reader.double(),
  // 64 bits as a number: nanoseconds of today are exact to a quarter of a microsecond, counts to 9·10^15.
  int64: (reader: BinaryReader) => Number(reader.int64()),
  uint64: (reader: BinaryReader) => Number(reader.uint64()),
  sint64: (reader: BinaryReader) => Number(reader.sint64()),
  fixed64: (reader: BinaryReader) => Number(reader.fixed64()),
  sfixed64: (reader: BinaryReader) => Number(reader.sfixed64()),
} as const;

type Scalar = keyof typeof READ;

/** A field of a message: its name in the answer, what it is, and whether it may stand there many times. */
export interface Field {
  name: string;
  /** A function for a message, so that one can hold itself. */
  type: Scalar | (() => Message);
  many?: boolean;
}

/** The fields of a message that are read, by their numbers; others are skipped. */
export type Message = Readonly<Record<number, Field>>;

/** Values inside values: deeper than any program means it, and far from the end of the stack. */
const DEEPEST = 32;
const PACKABLE: ReadonlySet<Scalar> = new Set<Scalar>(
  (Object.keys(READ) as Scalar[]).filter((type) => !['string', 'hex', 'bytes'].includes(type)),
);

/** Bytes that are no such message. */
export class ProtobufError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ProtobufError';
  }
}

/** One field by its number, for a table. */
export function one(name: string, type: Field['type']): Field {
  return { name, type };
}

export function many(name: string, type: Field['type']): Field {
  return { name, type, many: true };
}

/**
 * The message as a plain object, in the shape that protobuf's JSON has it in (save 64-bit integers, which are numbers):
 * what reads the one reads the other. Fields that are not there are absent; unknown ones are skipped. Throws ProtobufError.
 */
export function decodeProtobuf(message: Message, bytes: Uint8Array): Record<string, unknown> {
  try {
    const reader = new BinaryReader(bytes);
    return decode(message, reader, reader.len, 0);
  } catch (error) {
    if (error instanceof ProtobufError) throw error;
    throw new ProtobufError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function decode(message: Message, reader: BinaryReader, end: number, depth: number): Record<string, unknown> {
  if (depth > DEEPEST) throw new ProtobufError(`messages lie more than ${DEEPEST} deep in each other`);
  const found: Record<string, unknown> = {};
  while (reader.pos < end) {
    const [number, wire] = reader.tag();
    const field = message[number];
    if (field === undefined) {
      reader.skip(wire, number);
      continue;
    }
    if (typeof field.type === 'function') put(found, field, nested(field.type(), reader, wire, depth));
    else if (wire === WireType.LengthDelimited && PACKABLE.has(field.type))
      packed(found, field, field.type, reader);
    else put(found, field, READ[field.type](reader));
  }
  if (reader.pos > end) throw new ProtobufError('a message ends in the middle of a field');
  return found;
}

function nested(
  message: Message,
  reader: BinaryReader,
  wire: WireType,
  depth: number,
): Record<string, unknown> {
  if (wire !== WireType.LengthDelimited)
    throw new ProtobufError('a message stands where a number was written');
  return decode(message, reader, endAfterLength(reader), depth + 1);
}

function packed(found: Record<string, unknown>, field: Field, type: Scalar, reader: BinaryReader): void {
  const end = endAfterLength(reader);
  while (reader.pos < end) put(found, field, READ[type](reader));
}

function endAfterLength(reader: BinaryReader): number {
  const end = reader.uint32() + reader.pos;
  if (end > reader.len) throw new ProtobufError('the message is cut short');
  return end;
}

function put(found: Record<string, unknown>, { name, many: repeated }: Field, value: unknown): void {
  if (repeated !== true) {
    found[name] = value;
    return;
  }
  const list = found[name];
  if (Array.isArray(list)) list.push(value);
  else found[name] = [value];
}
