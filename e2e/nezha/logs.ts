import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { csvFiles } from './csv-file.ts';
import { podParts } from './pods.ts';

const HEADER = 'Timestamp,TimeUnixNano,Node,PodName,Container,TraceID,SpanID,Log';
/** A row is a line. Two lines were garbled when they were recorded, and are no CSV: hence no CSV parser here. */
const ROW = /^([^,]+),-?\d+,([^,]+),([^,]+),([^,]+),[^,]*,[^,]*,"(.*)"$/;

/** A line of a container's file, as Kubernetes writes it. */
const Written = z.object({ log: z.string(), stream: z.string(), time: z.iso.datetime({ precision: null }) });

export interface LogLine {
  /** Epoch ms: Fluent Bit's OpenSearch output cuts `@timestamp` to milliseconds. */
  time: number;
  pod: string;
  container: string;
  host: string;
  /** `log`, `stream`, `time`; of a garbled line, which no parser takes apart, the whole of it as `log`. */
  fields: { log: string; stream?: string; time?: string };
}

/** The day's log lines, each once: the files of neighbouring faults overlap. */
export async function* readLogs(day: string): AsyncGenerator<LogLine> {
  const seen = new Set<string>();
  for (const file of csvFiles(path.join(day, 'log'))) {
    for await (const row of createInterface(createReadStream(file).pipe(createGunzip()))) {
      if (row === HEADER) continue;
      const parts = ROW.exec(row);
      if (parts === null) throw new Error(`${file}: not a row of logs: ${row}`);
      const [, timestamp, host, pod, container, quoted] = parts;
      const key = createHash('sha1').update(`${timestamp} ${pod} ${quoted}`).digest('base64');
      if (seen.has(key)) continue;
      seen.add(key);
      const fields = takeApart(quoted.replaceAll('""', '"'));
      // The column was taken from the message where that holds a time of its own.
      const time = Date.parse(('time' in fields ? fields.time : timestamp).slice(0, 23).replace(/Z?$/, 'Z'));
      yield { time, pod, container, host, fields };
    }
  }
}

function takeApart(line: string): z.infer<typeof Written> | { log: string } {
  try {
    return Written.parse(JSON.parse(line));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { log: line };
  }
}

/** The index that Fluent Bit's `Logstash_Format On` with `Logstash_Prefix fluent-bit` chooses. */
export function indexOf(time: number): string {
  return `fluent-bit-${new Date(time).toISOString().slice(0, 10).replaceAll('-', '.')}`;
}

/**
 * The record that Fluent Bit sends for a line: the tail input's `docker` parser takes the line apart (with
 * `Time_Keep On`), and the `kubernetes` filter adds whose it is (`Merge_Log Off`; ids and hashes are made from the
 * pod's name, for the data set has none).
 */
export function fluentBitRecord({ time, pod, container, host, fields }: LogLine): object {
  return { '@timestamp': new Date(time).toISOString(), ...fields, kubernetes: owner(pod, container, host) };
}

const owners = new Map<string, object>();

function owner(pod: string, container: string, host: string): object {
  const key = `${pod} ${container} ${host}`;
  let known = owners.get(key);
  if (known === undefined) {
    const { service, templateHash } = podParts(pod);
    const hash = (of: string): string => createHash('sha256').update(`${of} ${pod}`).digest('hex');
    known = {
      pod_name: pod,
      namespace_name: 'default',
      pod_id: hash('pod').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5'),
      labels: { app: service, 'pod-template-hash': templateHash },
      host,
      container_name: container,
      docker_id: hash('container'),
      container_hash: `codewisdom/${service}@sha256:${hash('image')}`,
      container_image: `codewisdom/${service}:1.0.0`,
    };
    owners.set(key, known);
  }
  return known;
}
