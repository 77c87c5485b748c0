import { z } from 'zod';
import { type Ask, hasStatus, readAnswer } from './grafana-api.ts';

export interface ContactPoint {
  /** What a rule's `notification_settings.receiver` calls it. */
  name: string;
  /** How it tells: email, webhook, … */
  kinds: string[];
}

const Receivers = z.object({
  items: z.array(
    z.object({
      spec: z.object({
        title: z.string(),
        integrations: z.array(z.object({ type: z.string() })).default([]),
      }),
    }),
  ),
});
const Embedded = z.array(z.object({ name: z.string(), type: z.string() }));

/** The contact points that the person may see, without what is secret about them. Changes none. */
export async function contactPoints(ask: Ask, namespace: string): Promise<ContactPoint[]> {
  const path = `apis/notifications.alerting.grafana.app/v0alpha1/namespaces/${namespace}/receivers`;
  try {
    const { items } = readAnswer(Receivers, await ask({ method: 'GET', path }), path);
    return items.map(({ spec }) => ({
      name: spec.title,
      kinds: [...new Set(spec.integrations.map(({ type }) => type))],
    }));
  } catch (error) {
    // A Grafana that does not serve this version of it. The older API gives Grafana's own first contact point another name.
    if (!hasStatus(error, 404)) throw error;
  }
  const older = 'api/v1/provisioning/contact-points';
  const byName = Map.groupBy(
    readAnswer(Embedded, await ask({ method: 'GET', path: older }), older),
    (one) => one.name,
  );
  return [...byName].map(([name, all]) => ({ name, kinds: [...new Set(all.map(({ type }) => type))] }));
}
