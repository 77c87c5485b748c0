import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import type { Request, RequestHandler } from 'express';
import type { RawBody } from '@lapwing/contract';
import { LapwingError } from '../errors.ts';
import { unsnap } from '../sources/remote-write/snappy.ts';

const INFLATE = { gzip: promisify(gunzip), deflate: promisify(inflate) } as const;

/** As large as a body may be, packed and unpacked: 32 MiB hold some 100,000 spans. */
const MOST_BYTES = 32 * 1024 * 1024;
/** Bodies of all requests together, while they are read: what lies in memory at once. */
const MOST_AT_ONCE = 8 * MOST_BYTES;

/** Reads a body that is not JSON for us to parse into `response.locals.bytes`: unpacked, and bounded however it was packed. */
export function rawBody({ types }: RawBody): RequestHandler {
  return async (request, response, next) => {
    const type = request.is([...types]);
    if (type === null || (request.get('content-type') === undefined && isEmpty(request))) {
      throw new LapwingError('BAD_REQUEST', {
        message: 'the request has no body',
        where: 'body',
        hint: 'Send what GET /api/docs says of this address.',
      });
    }
    if (type === false) {
      throw new LapwingError('UNSUPPORTED_MEDIA_TYPE', {
        message: `the body is sent as ${request.get('content-type') ?? 'nothing in particular'}`,
        where: 'Content-Type',
        hint: `Send it as ${types.join(' or ')}.`,
      });
    }
    response.locals['bytes'] = await unpacked(request, await collected(request));
    next();
  };
}

function isEmpty(request: Request): boolean {
  return request.get('transfer-encoding') === undefined && Number(request.get('content-length') ?? 0) === 0;
}

let atOnce = 0;

async function collected(request: Request): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      atOnce += chunk.length;
      if (size > MOST_BYTES) throw tooLarge();
      if (atOnce > MOST_AT_ONCE) throw overloaded();
      chunks.push(chunk);
    }
  } finally {
    atOnce -= size;
  }
  return Buffer.concat(chunks);
}

async function unpacked(request: Request, body: Buffer): Promise<Uint8Array> {
  const encoding = (request.get('content-encoding') ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity') return body;
  if (encoding === 'snappy') return unsnap(body, MOST_BYTES);
  if (encoding !== 'gzip' && encoding !== 'deflate') {
    throw new LapwingError('UNSUPPORTED_MEDIA_TYPE', {
      message: `the body is packed as ${encoding}`,
      where: 'Content-Encoding',
      hint: 'Send it plain or with gzip; remote write with snappy.',
    });
  }
  try {
    return await INFLATE[encoding](body, { maxOutputLength: MOST_BYTES });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge(cause);
    throw new LapwingError(
      'BAD_REQUEST',
      {
        message: `the body is not packed as ${encoding}`,
        where: 'Content-Encoding',
        hint: 'Check the sender.',
      },
      { cause },
    );
  }
}

function tooLarge(cause?: unknown): LapwingError {
  return new LapwingError(
    'TOO_LARGE',
    {
      message: `the body is larger than ${MOST_BYTES} bytes, packed or unpacked`,
      where: 'body',
      hint: 'Send it in several smaller requests: a smaller batch size of the exporter.',
    },
    { cause },
  );
}

function overloaded(): LapwingError {
  return new LapwingError('OVERLOADED', {
    message: 'too many bodies are being read at once',
    where: 'body',
    hint: 'Send it again after as many seconds as Retry-After says.',
  });
}
