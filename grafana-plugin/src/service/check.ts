import { formatAgo, formatDuration, formatNumber } from '@lapwing/visuals';
import type { ServiceClient } from './client.ts';
import { ContractError, explain, problemLine } from './problem.ts';
import { withinTime } from './time-limit.ts';
import { compareVersions } from './versions.ts';

export interface Check {
  ok: boolean;
  message: string;
}

export interface CheckOptions {
  now?: () => number;
  pluginVersion?: string;
  /** The service's own clock, epoch ms; undefined where it can't be told. */
  serviceTime?: (signal: AbortSignal) => Promise<number | undefined>;
}

/** A person waits for this one, and a service that has just started is slow. */
const CHECK_LIMIT_MS = 10_000;
/** Two clocks further apart than this show an anomaly where it is not: the finest usual interval is a minute. */
const CLOCK_TOLERANCE_MS = 60_000;

/** Whether the service answers, whether it takes the key, and how it is: in words. Never rejects. */
export async function checkService(client: ServiceClient, options: CheckOptions = {}): Promise<Check> {
  try {
    return await withinTime(CHECK_LIMIT_MS, (signal) => looked(client, options, signal));
  } catch (error) {
    return { ok: false, message: problemLine(explain(error)) };
  }
}

async function looked(client: ServiceClient, options: CheckOptions, signal: AbortSignal): Promise<Check> {
  const { now = Date.now, pluginVersion, serviceTime } = options;
  const version = await client.version(signal);
  if (version === undefined) {
    return {
      ok: false,
      message: 'What answers there is not Lapwing. Check the address: it is that of the scoring service.',
    };
  }
  const apart = versionText(version, pluginVersion);
  try {
    const health = await client.health(signal);
    // Health is public: only this tells whether the key is good.
    const summary = await client.summary(signal);
    const newest =
      summary.last_reading_at === null
        ? 'no reading yet'
        : `newest reading ${formatAgo(Date.parse(summary.last_reading_at), now())}`;
    const ailing = health.parts
      .filter((part) => part.status === 'down' || part.status === 'degraded')
      .map((part) => `${part.name} is ${part.status}: ${part.reason}.`);
    const clock = clockText(await serviceTime?.(signal), now());
    const said = `Lapwing ${version} answers: ${formatNumber(summary.signals)} signals, ${newest}.`;
    return { ok: true, message: [said, apart, clock, ...ailing].filter(Boolean).join(' ') };
  } catch (error) {
    if (error instanceof ContractError && apart !== '') return { ok: false, message: apart };
    throw error;
  }
}

function versionText(service: string, plugin: string | undefined): string {
  const order = plugin === undefined ? 0 : compareVersions(service, plugin);
  if (order === 0) return '';
  const [what, mend] = order < 0 ? ['older', 'upgrade the service'] : ['newer', 'upgrade the plugin'];
  return `The service (${service}) is ${what} than this plugin (${plugin ?? ''}): ${mend}, or some of it won’t work.`;
}

function clockText(service: number | undefined, now: number): string {
  if (service === undefined || Math.abs(service - now) <= CLOCK_TOLERANCE_MS) return '';
  const length = formatDuration(Math.abs(service - now));
  const which = service > now ? 'ahead of' : 'behind';
  return `Its clock is ${length} ${which} this browser’s: set both, or anomalies stand at the wrong time.`;
}
