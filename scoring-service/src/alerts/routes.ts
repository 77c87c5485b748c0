import { durationSeconds, type Labels, type Silence } from '@lapwing/contract';
import type { AlertSubject } from '../stores/alert-queue-store.ts';
import { hasLabels } from '../verdict/windows.ts';
import { isQuiet } from './quiet.ts';
import { channelsOf, type AlertsSection, type RouteSection } from './settings.ts';
import { atLeast } from './severity.ts';

/** How a channel is to be told of a subject now. */
export interface Wanted {
  /** It is to be told later: all routes to the channel are quiet. */
  quiet: boolean;
  resolved: boolean;
  /** undefined: once is enough. */
  repeatMs: number | undefined;
}

/** The channels that a subject goes to at `now` (epoch ms). Of several routes to one channel, what asks for more holds. */
export function wantedBy(
  { channels, routes }: Pick<AlertsSection, 'channels' | 'routes'>,
  subject: AlertSubject,
  now: number,
): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  if (routes.length === 0) {
    const always: Wanted = { quiet: false, resolved: true, repeatMs: undefined };
    return new Map(Object.keys(channels).map((name) => [name, always]));
  }
  for (const route of routes.filter((one) => fits(one, subject))) {
    const quiet = isQuiet(route.quiet_hours, subject.severity, now);
    const repeatMs =
      route.repeat_every === undefined ? undefined : durationSeconds(route.repeat_every) * 1000;
    for (const name of channelsOf(route)) {
      const before = wanted.get(name);
      wanted.set(name, {
        quiet: quiet && (before?.quiet ?? true),
        resolved: route.resolved || (before?.resolved ?? false),
        repeatMs: soonest(repeatMs, before?.repeatMs),
      });
    }
  }
  return wanted;
}

function soonest(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}

function fits(route: RouteSection, subject: AlertSubject): boolean {
  return atLeast(subject.severity, route.severity) && touches(route, subject);
}

/** Whether one of the silences covers a subject. */
export function isSilenced(silences: readonly Silence[], subject: AlertSubject): boolean {
  return silences.some((silence) => touches(silence, subject));
}

/** Services: one of them is touched; labels: one anomaly has them all. What is empty fits anything. */
export function touches(
  { services, labels }: { services: readonly string[]; labels: Labels },
  subject: Pick<AlertSubject, 'services' | 'labels'>,
): boolean {
  const served = services.length === 0 || services.some((one) => subject.services.includes(one));
  const labelled = Object.keys(labels).length === 0 || subject.labels.some((each) => hasLabels(each, labels));
  return served && labelled;
}
