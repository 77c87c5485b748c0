import path from 'node:path';
import { readLogs, type LogLine } from './logs.ts';
import { readSpans, type RecordedSpan } from './spans.ts';

/** The recording was made at 08:49, between two faults; the day begins with a fault at 08:43. */
const EARLIER_MS = 10 * 60_000;
const NANOS_A_MS = 1_000_000n;

/**
 * The fault-free recording of the day, a minute and a quarter, moved in time to lie before the day: what a service that has
 * been watched for longer would know.
 */
export async function readOrdinary(day: string): Promise<{ lines: LogLine[]; spans: RecordedSpan[] }> {
  const folder = path.join(day, 'normal');
  const earlier = BigInt(EARLIER_MS) * NANOS_A_MS;
  const lines: LogLine[] = [];
  for await (const line of readLogs(folder)) {
    const time = line.time - EARLIER_MS;
    lines.push({ ...line, time, fields: { ...line.fields, time: new Date(time).toISOString() } });
  }
  const spans = await readSpans(folder);
  return {
    lines,
    spans: spans.map((span) => ({ ...span, start: span.start - earlier, end: span.end - earlier })),
  };
}
