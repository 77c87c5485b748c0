import { createTemplateParser, levelOf, quoteOf, withLocation, type LogEvent } from '@lapwing/engine';
import { z } from 'zod';
import { Message, Service, Text, Time } from './fields.ts';
import { jsonLines } from './json-lines.ts';
import { Thinning } from './thinning.ts';

type Shape = ReturnType<ReturnType<typeof createTemplateParser>['learn']>;

const LogLine = z.object({
  timestamp: Time,
  service: Service,
  level: Text,
  message: Message,
  trace_id: Text,
  span_id: Text,
});

/** What of a message is looked at: beyond it stand payloads and stack frames. */
const LONGEST_MESSAGE = 8192;
/** Where in a message its place in the code is looked for. */
const HEAD = 240;
/** What a JSON log begins with. */
const BRACE = 123;

/** `logs.ndjson`. Throws LapwingError BAD_REQUEST with file and line. */
export async function readLogs(file: string): Promise<{ kept: LogEvent[]; oneIn: number }> {
  const parser = createTemplateParser();
  const logs = new Thinning<LogEvent & { shape: Shape; head: string }>(({ traceId }) => traceId);
  for await (const line of jsonLines(file, LogLine)) {
    const message = line.message.slice(0, LONGEST_MESSAGE);
    const level = levelOf(message, line.level === '' ? undefined : line.level);
    logs.add({
      timeMs: line.timestamp,
      service: line.service,
      mood: level === 'error' || level === 'warn' ? 'trouble' : 'ordinary',
      template: '',
      // People read it, and a name in it counts: a JSON log's message, a wrapped exception's innermost.
      message:
        message.charCodeAt(0) === BRACE || message.includes('\n') ? quoteOf(message) : message.slice(0, HEAD),
      head: message.slice(0, HEAD),
      traceId: line.trace_id,
      spanId: line.span_id,
      shape: parser.learn(message),
    });
  }
  // A message's template may change as others come: it is asked for when all are known.
  parser.settle();
  const kept = logs.kept.map(({ shape, head, ...event }) => ({
    ...event,
    template: withLocation(shape.template.text, head),
  }));
  return { kept, oneIn: logs.oneIn };
}
