import type { SectionOf } from '../settings.ts';
import { DeliveryError, type Channel, type Message } from './channel.ts';
import { accepted, hostOf, HttpReceiver, secretsOf } from './http.ts';
import { wordsOf, type Texts } from './words.ts';

/** A section of blocks takes 3000 characters (docs.slack.dev, Block Kit). */
const LONGEST_TEXT = 2_900;
/** Answers to a message without text: the address is a webhook's (docs.slack.dev, incoming webhooks, errors). */
const TAKEN_BUT_EMPTY = 400;

/** Slack's incoming webhook. It knows no ids: a message that was under way in a crash may come twice. */
export function createSlack(name: string, section: SectionOf<'slack'>): Channel {
  const { webhook_url: url } = section;
  const receiver = new HttpReceiver({}, secretsOf(url));
  return {
    ...{ name, type: 'slack', target: hostOf(url), traits: { keepsState: false, acknowledges: false } },
    send: (message, signal) => receiver.post(url, JSON.stringify(slackMessage(section, message)), {}, signal),
    async check(signal) {
      const answer = await receiver.ask(url, { body: '{}' }, signal);
      if (answer.status === TAKEN_BUT_EMPTY && !/invalid_token|no_(service|team)/.test(answer.text)) {
        return 'the webhook is there';
      }
      if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
        throw new DeliveryError(`${answer.status}: ${answer.text}`, { refused: true });
      }
      return accepted(answer);
    },
    close: () => receiver.close(),
  };
}

/** Blocks, and the text that notifications and old clients show. */
export function slackMessage(texts: Texts, message: Message): { text: string; blocks: object[] } {
  const { title, body } = wordsOf(texts, message, escapeSlack);
  const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
  const blocks = [section(`*${whole(title)}*`), ...(body === '' ? [] : [section(whole(body))])];
  return { text: whole(title), blocks };
}

/** Slack's three control characters; without them nobody is mentioned and no link is made (docs.slack.dev). */
export function escapeSlack(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Cut where no escaped character is cut in two. */
function whole(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  return `${text
    .slice(0, LONGEST_TEXT)
    .replace(/&[a-z]{0,3}$/, '')
    .replace(/[\uD800-\uDBFF]$/, '')}…`;
}
