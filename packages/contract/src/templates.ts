import { z } from 'zod';

/** How bad a message is, by the level it was given or else by its words. */
export const MessageLevel = z.enum(['error', 'warn', 'info', 'debug']);
export type MessageLevel = z.infer<typeof MessageLevel>;

/** What log messages of one statement of a service share. */
export const LogTemplate = z.object({
  id: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .meta({ description: 'a hash of the words: the same in every service and after every restart' }),
  template: z.string().meta({ description: 'the words, `<*>` for what varies' }),
  source: z.string(),
  service: z.string(),
  level: MessageLevel,
  first_seen: z.iso.datetime(),
  last_seen: z.iso.datetime().meta({ description: 'start of the newest interval that had it' }),
  count: z.number().meta({ description: 'scaled up where only a sample was read' }),
  example: z.string().meta({ description: 'a message, cut where it is long' }),
  trace_id: z.string().nullable().meta({ description: 'the trace that the example belongs to' }),
});
export type LogTemplate = z.infer<typeof LogTemplate>;

/** A message that was logged, to look at. */
export const ExampleLine = z.object({
  time: z.iso.datetime(),
  service: z.string(),
  line: z.string(),
  trace_id: z.string().nullable(),
});
export type ExampleLine = z.infer<typeof ExampleLine>;

/** A template in every service that logs it, with lines of the last while. */
export const LogTemplateDetail = z.object({
  id: LogTemplate.shape.id,
  template: z.string(),
  services: z.array(LogTemplate),
  examples: z.array(ExampleLine),
});
export type LogTemplateDetail = z.infer<typeof LogTemplateDetail>;
