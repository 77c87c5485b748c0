import type { z } from 'zod';
import { LapwingError } from '../../errors.ts';
import { decodeProtobuf, ProtobufError, type Message } from '../protobuf/decode.ts';
import type { Encoding } from './answer.ts';

/** A request's body by its schema, whichever way it is written. Throws LapwingError BAD_REQUEST and BAD_JSON. */
export function readRequest<Schema extends z.ZodType>(
  bytes: Uint8Array,
  encoding: Encoding,
  message: Message,
  schema: Schema,
): z.output<Schema> {
  const parsed = schema.safeParse(encoding === 'json' ? json(bytes) : protobuf(bytes, message));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new LapwingError(
    'BAD_REQUEST',
    {
      message: `the body is no such OTLP request: ${issue.message}`,
      where: ['body', ...issue.path.map(String)].join('.'),
      hint: "Check that the exporter's signal and its address belong together.",
    },
    { cause: parsed.error },
  );
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new LapwingError(
      'BAD_JSON',
      {
        message: `the body is not JSON: ${what}`,
        where: 'body',
        hint: 'Send OTLP as JSON, or as protobuf with `Content-Type: application/x-protobuf`.',
      },
      { cause },
    );
  }
}

function protobuf(bytes: Uint8Array, message: Message): unknown {
  try {
    return decodeProtobuf(message, bytes);
  } catch (cause) {
    if (!(cause instanceof ProtobufError)) throw cause;
    throw new LapwingError(
      'BAD_REQUEST',
      {
        message: `the body is no such protobuf message: ${cause.message}`,
        where: 'body',
        hint: "Check that the exporter's signal, its address and the Content-Encoding belong together.",
      },
      { cause },
    );
  }
}
