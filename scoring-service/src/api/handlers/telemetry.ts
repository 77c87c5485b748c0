import type { Request, Response } from 'express';
import { exportAnswer, type Encoding, type OtlpSignal } from '../../sources/otlp/answer.ts';
import type { Refused } from '../../sources/otlp/spans.ts';
import { LapwingError } from '../../errors.ts';
import type { ApiDeps } from '../deps.ts';
import { bytesOf, type Handlers } from '../handler.ts';

type Telemetry = Pick<Handlers, 'otlpTraces' | 'otlpMetrics' | 'otlpLogs' | 'remoteWrite'>;

/** The messages of remote write, by their names in the Content-Type; without one the body is of version 1.0. */
const WRITE_MESSAGES: ReadonlyMap<string, 1 | 2> = new Map([
  ['prometheus.WriteRequest', 1],
  ['io.prometheus.write.v2.Request', 2],
]);

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
      const version = versionOf(call.request.get('content-type') ?? '');
      const written = doors.remoteWrite(bytesOf(call), version);
      if (version === 2) {
        call.response.set({
          'X-Prometheus-Remote-Write-Samples-Written': String(written.samples),
          'X-Prometheus-Remote-Write-Histograms-Written': String(written.histograms),
          // Not kept here.
          'X-Prometheus-Remote-Write-Exemplars-Written': '0',
        });
      }
      return undefined;
    },
  };
}

/** Throws LapwingError UNSUPPORTED_MEDIA_TYPE for a version to come, at which a sender falls back to one that it knows. */
function versionOf(contentType: string): 1 | 2 {
  const message = /;\s*proto\s*=\s*"?([^";\s]+)/.exec(contentType)?.[1];
  const version = message === undefined ? 1 : WRITE_MESSAGES.get(message);
  if (version !== undefined) return version;
  throw new LapwingError('UNSUPPORTED_MEDIA_TYPE', {
    message: `remote write with the message ${message} is not read here`,
    where: 'Content-Type',
    hint: `Send it with proto=${[...WRITE_MESSAGES.keys()].join(' or proto=')}.`,
  });
}

function encodingOf(request: Request): Encoding {
  return request.is('application/json') === false ? 'protobuf' : 'json';
}

function answer(response: Response, encoding: Encoding, signal: OtlpSignal, refused: Refused): void {
  const body = exportAnswer(encoding, signal, refused);
  if (body instanceof Uint8Array) response.type('application/x-protobuf').send(Buffer.from(body));
  else response.json(body);
}
