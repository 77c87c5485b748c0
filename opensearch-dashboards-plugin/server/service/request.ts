import http from 'node:http';
import https from 'node:https';
import type { ServiceAddress } from '../settings.ts';
import { Refusal } from '../backend/refusal.ts';

/** More than any page of the service's API; what answers more is not the service. */
const MOST_BYTES = 32 * 2 ** 20;
const WHERE = 'lapwingAnomaly.serviceUrl';

export interface Asked {
  method: string;
  /** With its query. */
  path: string;
  body?: unknown;
  signal?: AbortSignal;
}

/** One request to the service, with the key. JSON in, JSON out. Throws a Refusal when nothing sensible comes back in time. */
export function requestService(
  service: ServiceAddress,
  asked: Asked,
): Promise<{ status: number; body: unknown }> {
  const url = new URL(service.url + asked.path);
  const sent = asked.body === undefined ? undefined : JSON.stringify(asked.body);
  const limit = AbortSignal.timeout(service.timeoutMs);
  const signal = asked.signal === undefined ? limit : either(limit, asked.signal);
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => reject(limit.aborted ? late(service) : away(service, error));
    const request = (url.protocol === 'https:' ? https : http).request(
      url,
      {
        method: asked.method,
        signal,
        ...(service.authorities && { ca: service.authorities }),
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${service.key}`,
          ...(sent !== undefined && {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(sent),
          }),
        },
      },
      (answer) => {
        const pieces: Buffer[] = [];
        let bytes = 0;
        answer.on('data', (piece: Buffer) => {
          bytes += piece.length;
          if (bytes > MOST_BYTES) request.destroy(new Error('its answer is too large'));
          else pieces.push(piece);
        });
        answer.on('error', fail);
        answer.on('end', () => {
          const status = answer.statusCode ?? 0;
          const text = Buffer.concat(pieces).toString();
          try {
            resolve({ status, body: text === '' ? undefined : JSON.parse(text) });
          } catch (error) {
            reject(foreign(service, status, error));
          }
        });
      },
    );
    request.on('error', fail);
    request.end(sent);
  });
}

/** `AbortSignal.any`, which Node 18 lacks. */
function either(a: AbortSignal, b: AbortSignal): AbortSignal {
  const both = new AbortController();
  for (const signal of [a, b]) {
    if (signal.aborted) both.abort();
    signal.addEventListener('abort', () => both.abort(), { once: true });
  }
  return both.signal;
}

function late({ url, timeoutMs }: ServiceAddress): Refusal {
  return new Refusal(
    'OVERLOADED',
    `Lapwing gave no answer within ${timeoutMs / 1000} s`,
    WHERE,
    `Choose a shorter time range, look at the service at ${url}, or raise lapwingAnomaly.timeout.`,
  );
}

function away({ url }: ServiceAddress, cause: Error): Refusal {
  return new Refusal(
    'SOURCE_UNREACHABLE',
    'Lapwing does not answer',
    WHERE,
    `Check that the service runs and can be reached from OpenSearch Dashboards’ server at ${url} (${cause.message}).`,
    { cause },
  );
}

function foreign({ url }: ServiceAddress, status: number, cause: unknown): Refusal {
  return new Refusal(
    'SOURCE_UNREACHABLE',
    `Something other than Lapwing answers at ${url}`,
    WHERE,
    `It answered with status ${status} and no JSON: correct lapwingAnomaly.serviceUrl.`,
    { cause },
  );
}
