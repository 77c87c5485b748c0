import { setTimeout as sleep } from 'node:timers/promises';
import {
  Anomaly,
  ApiError,
  Health,
  Incident,
  IncidentSummary,
  IngestAnswer,
  type DetectorInput,
  type Labels,
} from '@lapwing/contract';
import { z } from 'zod';
import { DemoError } from '../errors.ts';
import type { ShopTelemetry } from '../shop/shop.ts';
import { logsBody, tracesBody } from './otlp.ts';

/** Readings of one signal: `points` are [epoch ms, value] pairs, null a missing reading. */
export interface Series {
  metric: string;
  labels: Labels;
  points: [number, number | null][];
}

const AnomalyPage = z.object({ items: z.array(Anomaly), next: z.string().nullable() });
const IncidentPage = z.object({ items: z.array(IncidentSummary), next: z.string().nullable() });

/** Answers that pass by themselves: the service is busy, or asks for patience. */
const PASSING = new Set([429, 502, 503, 504]);
const MOST_ATTEMPTS = 8;
const FIRST_PAUSE_MS = 250;
const REQUEST_TIMEOUT_MS = 60_000;
const ITEMS_A_PAGE = 500;

/** The scoring service as any outside program sees it: its HTTP API and an API key. */
export class ServiceClient {
  readonly url: string;
  readonly key: string;

  constructor(url: string, key: string) {
    this.url = url;
    this.key = key;
  }

  /** What the service says of itself; undefined while it does not answer. */
  async health(): Promise<Health | undefined> {
    try {
      const answer = await fetch(`${this.url}/api/health`, { signal: AbortSignal.timeout(2000) });
      return Health.parse(await answer.json());
    } catch (error) {
      // Not up yet looks like this: refused, reset or cut off. Anything else is a real error.
      if (error instanceof z.ZodError) throw error;
      return undefined;
    }
  }

  async ingest(series: Series[]): Promise<IngestAnswer> {
    return IngestAnswer.parse(await this.#ask('POST', '/api/v1/metrics/ingest', { series }));
  }

  /** Sends spans and lines as any program does, by OTLP over HTTP. */
  async sendTelemetry({ spans, lines }: ShopTelemetry): Promise<void> {
    if (spans.length > 0) await this.#ask('POST', '/v1/traces', tracesBody(spans));
    if (lines.length > 0) await this.#ask('POST', '/v1/logs', logsBody(lines));
  }

  async createDetector(detector: DetectorInput): Promise<void> {
    await this.#ask('POST', '/api/v1/detectors', detector);
  }

  /** Anomalies that overlap [from, to), all pages; epoch ms. */
  anomalies(from: number, to: number): Promise<Anomaly[]> {
    return this.#pages('/api/v1/anomalies', from, to, (body) => AnomalyPage.parse(body));
  }

  /** Incidents that overlap [from, to), in full, newest first; epoch ms. */
  async incidents(from: number, to: number): Promise<Incident[]> {
    const found = await this.#pages('/api/v1/incidents', from, to, (body) => IncidentPage.parse(body));
    const full: Incident[] = [];
    for (const { id } of found) full.push(Incident.parse(await this.#ask('GET', `/api/v1/incidents/${id}`)));
    return full;
  }

  async #pages<Item>(
    path: string,
    from: number,
    to: number,
    parse: (body: unknown) => { items: Item[]; next: string | null },
  ): Promise<Item[]> {
    const found: Item[] = [];
    let cursor: string | null = null;
    do {
      const query = new URLSearchParams({
        start_time: new Date(from).toISOString(),
        end_time: new Date(to).toISOString(),
        limit: String(ITEMS_A_PAGE),
        ...(cursor === null ? {} : { cursor }),
      });
      const page = parse(await this.#ask('GET', `${path}?${query}`));
      found.push(...page.items);
      cursor = page.next;
    } while (cursor !== null);
    return found;
  }

  async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      const answer = await fetch(this.url + path, {
        method,
        headers: {
          authorization: `Bearer ${this.key}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      });
      if (answer.ok) return answer.json();
      const text = await answer.text();
      if (!PASSING.has(answer.status) || attempt >= MOST_ATTEMPTS)
        throw refusal(method, path, answer.status, text);
      const asked = Number(answer.headers.get('retry-after'));
      await sleep(asked > 0 ? asked * 1000 : FIRST_PAUSE_MS * 2 ** (attempt - 1));
    }
  }
}

function refusal(method: string, path: string, status: number, text: string): DemoError {
  const where = `${method} ${path.split('?')[0]}`;
  const parsed = ApiError.safeParse(jsonOrUndefined(text));
  if (!parsed.success) {
    return new DemoError({
      message: `the service answered ${status}: ${text.slice(0, 200)}`,
      where,
      hint: 'look at what the service wrote above',
    });
  }
  const { message, where: at, hint } = parsed.data.error;
  return new DemoError({ message: `${message} (${status}, ${at})`, where, hint });
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's or a crash's answer need not be JSON: the caller shows the text as it is.
    return undefined;
  }
}
