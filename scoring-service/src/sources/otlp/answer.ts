import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { ErrorCode } from '@lapwing/contract';
import type { Refused } from './spans.ts';

/** How a request is written, and so its answer. */
export type Encoding = 'protobuf' | 'json';

const WHAT_WAS_REFUSED = {
  traces: 'rejectedSpans',
  metrics: 'rejectedDataPoints',
  logs: 'rejectedLogRecords',
} as const;
export type OtlpSignal = keyof typeof WHAT_WAS_REFUSED;

/** `Export…ServiceResponse`: empty, or with what was refused for good. The three have the same field numbers. */
export function exportAnswer(encoding: Encoding, signal: OtlpSignal, refused: Refused): Uint8Array | object {
  if (encoding === 'json') {
    if (refused.count === 0) return {};
    return {
      // 64-bit integers are text in protobuf's JSON.
      partialSuccess: { [WHAT_WAS_REFUSED[signal]]: String(refused.count), errorMessage: refused.reason },
    };
  }
  if (refused.count === 0) return new Uint8Array();
  return new BinaryWriter()
    .tag(1, WireType.LengthDelimited)
    .fork()
    .tag(1, WireType.Varint)
    .int64(refused.count)
    .tag(2, WireType.LengthDelimited)
    .string(refused.reason)
    .join()
    .finish();
}

/** The code of google.rpc.Status (grpc/grpc doc/statuscodes.md) that is nearest to ours. */
export function rpcCode(code: ErrorCode): number {
  return RPC_CODES[code] ?? RPC_INTERNAL;
}
const RPC_INTERNAL = 13;
const RPC_CODES: Partial<Record<ErrorCode, number>> = {
  BAD_JSON: 3,
  BAD_REQUEST: 3,
  BAD_TIME: 3,
  UNSUPPORTED_MEDIA_TYPE: 3,
  NOT_FOUND: 5,
  FORBIDDEN: 7,
  TOO_LARGE: 8,
  TOO_MANY_REQUESTS: 8,
  OVERLOADED: 14,
  STORE_UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
};

/** `google.rpc.Status`, as OTLP tells a failure. */
export function statusBytes(code: ErrorCode, message: string): Uint8Array {
  return new BinaryWriter()
    .tag(1, WireType.Varint)
    .int32(rpcCode(code))
    .tag(2, WireType.LengthDelimited)
    .string(message)
    .finish();
}
