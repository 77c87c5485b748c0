import { render } from '../template.ts';
import type { Message } from './channel.ts';

const DEFAULT_TITLE = '[{{incident.severity}}] {{event}}: {{incident.title}}';
const DEFAULT_BODY = [
  '{{incident.reason}}',
  'First suspect: {{incident.suspect}}',
  'Services: {{incident.services}}',
  'Was {{incident.previous_severity}} before',
  'Since {{incident.started_at}}',
  'Over at {{incident.resolved_at}}',
  '{{incident.url}}',
].join('\n');

/** The templates of a channel, where it has its own. */
export interface Texts {
  title?: string | undefined;
  body?: string | undefined;
}

/** Title (one line) and body of a message, its values escaped for the channel. */
export function wordsOf(
  { title = DEFAULT_TITLE, body = DEFAULT_BODY }: Texts,
  { values }: Pick<Message, 'values'>,
  escape?: (value: string) => string,
): { title: string; body: string } {
  return {
    title: render(title, values, escape).replaceAll(/\s+/g, ' '),
    body: render(body, values, escape),
  };
}
