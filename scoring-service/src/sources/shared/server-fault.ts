import { LapwingError } from '../../errors.ts';
import type { Failure } from './failure.ts';

/** How a request to a source's server failed, before anyone judges it. */
export type Fault =
  | { kind: 'answer'; status: number; body: unknown; askedMs: number }
  | { kind: 'timeout'; seconds: number }
  | { kind: 'connection'; message: string }
  | { kind: 'unreadable'; message: string }
  /** The server answered, and says itself that its answer is not whole. */
  | { kind: 'partial'; reason: string; tooMuch: boolean };

/** Carries a fault without the request that met it: a request holds credentials, and errors get logged. */
export class ServerFault extends Error {
  readonly fault: Fault;
  constructor(fault: Fault, message: string) {
    super(message);
    this.name = 'ServerFault';
    this.fault = fault;
  }
}

export interface FaultPlace {
  /** `OpenSearch` or `Prometheus`. */
  product: string;
  /** The source's name in the configuration. */
  source: string;
  url: string;
}

const CERTIFICATE = /certificate|self.signed|CERT_|unable to verify/i;

/** Judges what any HTTP server may say; `refusal` judges the statuses by which a product refuses a query. */
export function judge(
  fault: Fault,
  place: FaultPlace,
  refusal: (status: number, body: unknown) => Failure | undefined,
): Failure {
  const { product, url } = place;
  const where = `source ${place.source}`;
  switch (fault.kind) {
    case 'timeout':
      return shrink(`${product} did not answer within ${fault.seconds} s`, place);
    case 'partial':
      return (fault.tooMuch ? shrink : wait)(`${product} answered in part only: ${fault.reason}`, place);
    case 'connection': {
      const hint = CERTIFICATE.test(fault.message)
        ? 'Give the certificate authority that signed its certificate as tls.ca.'
        : `Check that ${product} runs and that its address is right.`;
      return wait(`${url} can't be reached: ${fault.message}`, place, 0, hint);
    }
    case 'unreadable':
      return refused(
        'SOURCE_REFUSED_QUERY',
        `${url} answers, but not as ${product} does: ${fault.message}`,
        where,
        {
          hint: `Check that the address is ${product}'s and not that of a login page or another server.`,
        },
      );
    case 'answer':
      return refusal(fault.status, fault.body) ?? judgeStatus(fault.status, fault.askedMs, place);
  }
}

function judgeStatus(status: number, askedMs: number, place: FaultPlace): Failure {
  const { product } = place;
  const where = `source ${place.source}`;
  if (status === 401) {
    return refused('SOURCE_REFUSED_CREDENTIALS', `${product} refused the credentials (401)`, where, {
      hint: "Check the source's auth: its user and password, token or key.",
    });
  }
  if (status === 403) {
    return refused('SOURCE_REFUSED_CREDENTIALS', `${product} forbids this query to our user (403)`, where, {
      hint: 'Give its role the right to read what the detector names.',
    });
  }
  if (status === 429) return wait(`${product} has too much to do (429)`, place, askedMs);
  if (status >= 500 || status === 408) return wait(`${product} answered ${status}`, place, askedMs);
  return refused('SOURCE_REFUSED_QUERY', `${product} answered ${status}`, where, {
    hint: `Check that ${place.url} is the base address of ${product}.`,
  });
}

export function refused(
  code: 'SOURCE_REFUSED_QUERY' | 'SOURCE_REFUSED_CREDENTIALS',
  message: string,
  where: string,
  { hint }: { hint: string },
): Failure {
  return { kind: 'refused', error: new LapwingError(code, { message, where, hint }) };
}

export function shrink(reason: string, place: FaultPlace, askedMs = 0): Failure {
  return { kind: 'shrink', reason, askedMs, error: unreachable(reason, place) };
}

export function wait(reason: string, place: FaultPlace, askedMs = 0, hint?: string): Failure {
  return { kind: 'wait', reason, askedMs, error: unreachable(reason, place, hint) };
}

function unreachable(
  message: string,
  { source, product }: FaultPlace,
  hint = `It is asked again until it answers; see ${product}'s own log when that lasts.`,
): LapwingError {
  return new LapwingError('SOURCE_UNREACHABLE', { message, where: `source ${source}`, hint });
}
