import type { Request, Response } from 'express';
import { exportAnswer, type Encoding, type OtlpSignal } from '../../sources/otlp/answer.ts';
import type { Refused } from '../../sources/otlp/spans.ts';
import type { ApiDeps } from '../deps.ts';
import { bytesOf, type Handlers } from '../handler.ts';

type Telemetry = Pick<Handlers, 'otlpTraces' | 'otlpMetrics' | 'otlpLogs' | 'remoteWrite'>;

/** Names the message of remote write 2.0; without it the body is of version 1.0. */
const WRITE_2 = /proto\s*=\s*"?io\.prometheus\.write\.v2\.Request/;

export function telemetryHandlers({ doors }: ApiDeps): Telemetry {
  return {
    otlpTraces: async (call) => {
      const encoding = encodingOf(call.request);
      answer(call.response, encoding, 'traces', await doors.traces(bytesOf(call), encoding));
    },
    otlpMetrics: (call) => {
      const encoding = encodingOf(call.request);
      answer(call.response, encoding, 'metrics', doors.metrics(bytesOf(call), encoding));
    },
    otlpLogs: (call) => {
      const encoding = encodingOf(call.request);
      answer(call.response, encoding, 'logs', doors.logs(bytesOf(call), encoding));
    },
    remoteWrite: (call) => {
      const version = WRITE_2.test(call.request.get('content-type') ?? '') ? 2 : 1;
      const samples = doors.remoteWrite(bytesOf(call), version);
      if (version === 2) call.response.set('X-Prometheus-Remote-Write-Samples-Written', String(samples));
      return undefined;
    },
  };
}

function encodingOf(request: Request): Encoding {
  return request.is('application/json') === false ? 'protobuf' : 'json';
}

function answer(response: Response, encoding: Encoding, signal: OtlpSignal, refused: Refused): void {
  const body = exportAnswer(encoding, signal, refused);
  if (body instanceof Uint8Array) response.type('application/x-protobuf').send(Buffer.from(body));
  else response.json(body);
}
