import { Detector, type DetectorInput } from '@lapwing/contract';
import type {
  PulledChunk,
  SeriesChunk,
  Source,
  TimeRange,
} from '../../scoring-service/src/sources/source.ts';

export const MINUTE = 60_000;

/** A log document as Fluent Bit's Kubernetes filter leaves it. */
export interface LogDocument {
  '@timestamp': string;
  log: string;
  level: string;
  user: string;
  duration_ms?: number;
  kubernetes: { namespace_name: string; container_name: string; labels: { app?: string } };
}

/** The same documents for the same arguments: `perMinute(i, service)` documents of each service in minute i. */
export function* logDocuments(
  start: number,
  minutes: number,
  services: string[],
  perMinute: (minute: number, service: number) => number,
): Generator<LogDocument> {
  for (let minute = 0; minute < minutes; minute++) {
    for (let s = 0; s < services.length; s++) {
      const count = perMinute(minute, s);
      for (let n = 0; n < count; n++) {
        const time = start + minute * MINUTE + Math.floor((n * MINUTE) / count);
        yield {
          '@timestamp': new Date(time).toISOString(),
          log: n % 5 === 0 ? `request ${n} failed` : `request ${n} done`,
          level: n % 5 === 0 ? 'ERROR' : 'INFO',
          user: `u${(n * 7 + minute) % 11}`,
          ...(n % 3 === 0 ? {} : { duration_ms: 10 + ((n * 13 + minute + s) % 90) }),
          kubernetes: {
            namespace_name: s % 2 === 0 ? 'shop' : 'back',
            container_name: `c-${services[s]}`,
            labels: services[s] === '' ? {} : { app: services[s] },
          },
        };
      }
    }
  }
}

/** Readings by signal and interval, counted here: `{service: {epoch ms: value}}`. */
export function expected(
  documents: LogDocument[],
  service: (document: LogDocument) => string,
  measure: (documents: LogDocument[]) => number | undefined,
): Record<string, Record<number, number>> {
  const groups = new Map<string, LogDocument[]>();
  for (const document of documents) {
    const minute = Math.floor(Date.parse(document['@timestamp']) / MINUTE) * MINUTE;
    const key = JSON.stringify([service(document), minute]);
    groups.set(key, [...(groups.get(key) ?? []), document]);
  }
  const found: Record<string, Record<number, number>> = {};
  for (const [key, group] of groups) {
    const [name, minute] = JSON.parse(key) as [string, number];
    const value = measure(group);
    if (value !== undefined) (found[name] ??= {})[minute] = value;
  }
  return found;
}

/** Pulled readings in the form of `expected`; throws on a reading that came twice. */
export function readings(chunks: PulledChunk[], label = 'service'): Record<string, Record<number, number>> {
  const found: Record<string, Record<number, number>> = {};
  for (const { labels, times, values } of chunks.flatMap(({ series }): SeriesChunk[] => series)) {
    const one = (found[labels[label] ?? ''] ??= {});
    times.forEach((time, i) => {
      if (time in one) throw new Error(`${JSON.stringify(labels)} at ${time} came twice`);
      one[time] = values[i];
    });
  }
  return found;
}

/** All chunks, after making sure that they follow each other without a hole and fill `range`. */
export async function pullAll(
  source: Source,
  detector: Detector,
  range: TimeRange,
  signal: AbortSignal = new AbortController().signal,
): Promise<PulledChunk[]> {
  const chunks: PulledChunk[] = [];
  let at = range.from;
  for await (const chunk of source.pull(detector, range, signal)) {
    if (chunk.range.from !== at) throw new Error(`a chunk begins at ${chunk.range.from} and not at ${at}`);
    at = chunk.range.to;
    chunks.push(chunk);
  }
  if (at !== range.to) throw new Error(`the last chunk ends at ${at} and not at ${range.to}`);
  return chunks;
}

export function detector(input: Pick<DetectorInput, 'query'> & Partial<DetectorInput>): Detector {
  return Detector.parse({ id: 'd', name: 'd', source: 's', kind: 'log', ...input });
}
