import { z } from 'zod';
import { type Ask, GrafanaRefusal } from './grafana-api.ts';

const Shared = z.looseObject({ isEnabled: z.boolean() });

/** Whether people who are not signed in may see a dashboard; no where Grafana does not say. */
export async function isPublic(ask: Ask, uid: string): Promise<boolean> {
  const path = `api/dashboards/uid/${encodeURIComponent(uid)}/public-dashboards`;
  try {
    return Shared.safeParse(await ask({ method: 'GET', path })).data?.isEnabled ?? false;
  } catch (error) {
    // It answers so where there is no share, the feature is off, or the person may not know.
    if (error instanceof GrafanaRefusal) return false;
    throw error;
  }
}
