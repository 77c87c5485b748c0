import { formatAgo, formatNumber } from '@lapwing/visuals';
import type { ServiceClient } from './client.ts';
import { explain, problemLine } from './problem.ts';
import { withinTime } from './time-limit.ts';

export interface Check {
  ok: boolean;
  message: string;
}

/** A person waits for this one, and a service that has just started is slow. */
const CHECK_LIMIT_MS = 10_000;

/** Whether the service answers, whether it takes the key, and how it is: in words. Never rejects. */
export async function checkService(client: ServiceClient, now: () => number = Date.now): Promise<Check> {
  try {
    const [health, summary] = await withinTime(CHECK_LIMIT_MS, async (signal) => {
      const first = await client.health(signal);
      // Health is public: only this tells whether the key is good.
      return [first, await client.summary(signal)] as const;
    });
    const newest =
      summary.last_reading_at === null
        ? 'no reading yet'
        : `newest reading ${formatAgo(Date.parse(summary.last_reading_at), now())}`;
    const ailing = health.parts.filter((part) => part.status === 'down' || part.status === 'degraded');
    const trouble = ailing.map((part) => ` ${part.name} is ${part.status}: ${part.reason}.`).join('');
    return {
      ok: true,
      message: `Lapwing ${health.version} answers: ${formatNumber(summary.signals)} signals, ${newest}.${trouble}`,
    };
  } catch (error) {
    return { ok: false, message: problemLine(explain(error)) };
  }
}
