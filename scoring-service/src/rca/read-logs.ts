import { createTemplateParser, levelOf, withLocation, type LogEvent } from '@lapwing/engine';
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
/** Of a message that is kept for people to read. */
const QUOTED = 240;

/** `logs.ndjson`. Throws LapwingError BAD_REQUEST with file and line. */
export async function readLogs(file: string): Promise<{ kept: LogEvent[]; oneIn: number }> {
  const parser = createTemplateParser();
  const logs = new Thinning<LogEvent & { shape: Shape }>(({ traceId }) => traceId);
  for await (const line of jsonLines(file, LogLine)) {
    const message = line.message.slice(0, LONGEST_MESSAGE);
    const level = levelOf(message, line.level === '' ? undefined : line.level);
    logs.add({
      timeMs: line.timestamp,
      service: line.service,
      mood: level === 'error' || level === 'warn' ? 'trouble' : 'ordinary',
      template: '',
      message: message.slice(0, QUOTED),
      traceId: line.trace_id,
      spanId: line.span_id,
      shape: parser.learn(message),
    });
  }
  // A message's template may change as others come: it is asked for when all are known.
  parser.settle();
  const kept = logs.kept.map(({ shape, ...event }) => ({
    ...event,
    template: withLocation(shape.template.text, event.message),
  }));
  return { kept, oneIn: logs.oneIn };
}
