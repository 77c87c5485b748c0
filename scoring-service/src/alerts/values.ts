import type { NotificationEvent } from '@lapwing/contract';
import type { NewNotification } from '../stores/alert-queue-store.ts';
import { render, type TemplateValues } from './template.ts';

const EVENT_WORDS: Readonly<Record<NotificationEvent, string>> = {
  opened: 'Opened',
  worse: 'Worse',
  suspect: 'New suspect',
  repeated: 'Still open',
  acknowledged: 'Acknowledged',
  refreshed: 'Still open',
  resolved: 'Resolved',
};

/** What the placeholders of a template stand for, and the address at which the incident is shown. */
export function valuesOf(
  { event, channel, subject, previousSeverity }: NewNotification,
  publicUrl: string | undefined,
): { values: TemplateValues; url: string | undefined } {
  const changed = previousSeverity !== null && previousSeverity !== subject.severity;
  const values: TemplateValues = {
    event: EVENT_WORDS[event],
    channel,
    'incident.id': subject.id,
    'incident.kind': subject.kind,
    'incident.title': subject.title,
    'incident.status': subject.status,
    'incident.severity': subject.severity,
    'incident.previous_severity': changed ? previousSeverity : '',
    'incident.score': String(Math.round(subject.score)),
    'incident.reason': subject.reason,
    'incident.suspect': subject.suspect ?? '',
    'incident.service': subject.service,
    'incident.services': subject.services.join(', '),
    'incident.anomalies': String(subject.anomalies),
    'incident.started_at': subject.started_at,
    'incident.resolved_at': subject.resolved_at ?? '',
    'incident.url': '',
  };
  if (publicUrl === undefined) return { values, url: undefined };
  const url = render(publicUrl, values, encodeURIComponent);
  return { values: { ...values, 'incident.url': url }, url };
}
