import type { NotificationEvent, Severity } from '@lapwing/contract';
import type { SectionOf } from '../settings.ts';
import { cut } from '../template.ts';
import type { Channel, Message } from './channel.ts';
import { hostOf, HttpReceiver } from './http.ts';
import { wordsOf } from './words.ts';

/** Events API v2: `payload.summary` takes 1024 characters. */
const LONGEST_SUMMARY = 1_024;

const SEVERITY: Readonly<Record<Severity, string>> = {
  CRITICAL: 'critical',
  HIGH: 'error',
  MEDIUM: 'warning',
  LOW: 'info',
};
const ACTION: Partial<Record<NotificationEvent, string>> = {
  resolved: 'resolve',
  acknowledged: 'acknowledge',
};

/** PagerDuty's Events API v2. One incident is one `dedup_key`: what is sent again changes nothing there. */
export function createPagerDuty(name: string, section: SectionOf<'pagerduty'>): Channel {
  const { url, routing_key: key } = section;
  const receiver = new HttpReceiver({}, [key]);
  const post = (event: object, signal: AbortSignal) =>
    receiver.post(url, JSON.stringify({ routing_key: key, ...event }), {}, signal);
  return {
    ...{ name, type: 'pagerduty', target: hostOf(url), traits: { keepsState: true, acknowledges: true } },
    async send(message, signal) {
      const said = await post(pagerDutyEvent(section, message), signal);
      if (message.test) await post({ event_action: 'resolve', dedup_key: dedupKey(message) }, signal);
      return said;
    },
    // The end of what never began is taken and changes nothing; a key that is none is refused.
    check: (signal) => post({ event_action: 'resolve', dedup_key: 'lapwing-check' }, signal),
    close: () => receiver.close(),
  };
}

function dedupKey({ subject }: Message): string {
  return `lapwing-${subject.id}`;
}

export function pagerDutyEvent(section: Pick<SectionOf<'pagerduty'>, 'title' | 'body'>, message: Message) {
  const { subject, event, url } = message;
  const action = ACTION[event] ?? 'trigger';
  const { title, body } = wordsOf(section, message);
  if (action !== 'trigger') return { event_action: action, dedup_key: dedupKey(message) };
  return {
    event_action: action,
    dedup_key: dedupKey(message),
    client: 'Lapwing',
    ...(url !== undefined && { client_url: url, links: [{ href: url, text: 'The incident' }] }),
    payload: {
      summary: cut(title, LONGEST_SUMMARY),
      source: subject.service,
      severity: SEVERITY[subject.severity],
      timestamp: subject.started_at,
      component: subject.suspect ?? subject.service,
      class: subject.kind,
      custom_details: {
        text: body,
        severity: subject.severity,
        score: subject.score,
        services: subject.services,
        anomalies: subject.anomalies,
      },
    },
  };
}
