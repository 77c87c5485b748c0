import { durationSeconds, type Severity } from '@lapwing/contract';
import { toServerSettings } from '../../config/server-settings.ts';
import type { SectionOf } from '../settings.ts';
import { accepted, hostOf, HttpReceiver } from './http.ts';
import type { Channel, Message } from './channel.ts';
import { wordsOf } from './words.ts';

/** An alert outlives so many refreshes that do not come: a restart or an upgrade does not end it. */
const REFRESHES_OUTLIVED = 5;

/** An Alertmanager, by its API v2. It knows an alert by its labels: what is sent again changes nothing there. */
export function createAlertmanager(name: string, section: SectionOf<'alertmanager'>): Channel {
  const base = section.url.replace(/\/+$/, '');
  const receiver = new HttpReceiver(toServerSettings(section));
  const refreshMs = durationSeconds(section.refresh) * 1000;
  const post = (alerts: object[], signal: AbortSignal) =>
    receiver.post(`${base}/api/v2/alerts`, JSON.stringify(alerts), {}, signal);
  return {
    ...{ name, type: 'alertmanager', target: hostOf(base) },
    traits: { keepsState: true, acknowledges: false, refreshMs },
    send: (message, signal) =>
      post(alertsOf(section, message, message.now + REFRESHES_OUTLIVED * refreshMs), signal),
    async check(signal) {
      accepted(await receiver.ask(`${base}/api/v2/status`, {}, signal));
      return 'is ready';
    },
    close: () => receiver.close(),
  };
}

/** The alert; and where its severity changed, which is one of its labels, the end of the one before. */
export function alertsOf(
  section: Pick<SectionOf<'alertmanager'>, 'title' | 'body' | 'labels'>,
  message: Message,
  until: number,
): object[] {
  const { subject, event, previousSeverity, url, now, test } = message;
  const { title, body } = wordsOf(section, message);
  const alert = (severity: Severity, endsAt: number) => ({
    labels: {
      ...section.labels,
      alertname: subject.kind === 'incident' ? 'LapwingIncident' : 'LapwingAnomaly',
      lapwing_id: subject.id,
      service: subject.service,
      severity: severity.toLowerCase(),
    },
    annotations: { summary: title, description: body },
    // A reading's clock may be ahead; an end before the beginning is refused.
    startsAt: new Date(Math.min(Date.parse(subject.started_at), now)).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
    ...(url !== undefined && { generatorURL: url }),
  });
  // A test is told as one that is over: it is taken, and pages nobody.
  const over = event === 'resolved' || test;
  const before = previousSeverity !== null && previousSeverity !== subject.severity ? [previousSeverity] : [];
  return [...before.map((severity) => alert(severity, now)), alert(subject.severity, over ? now : until)];
}
