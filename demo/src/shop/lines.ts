import { cutAt } from './log-normal.ts';
import { hexId, type Random } from './random.ts';
import type { ShopReading } from './readings.ts';
import type { ShopSpan } from './requests.ts';
import type { ServiceStep, ShopStep } from './step.ts';

/** A line that one of the shop's programs logged. Time in epoch ms. */
export interface ShopLine {
  time: number;
  service: string;
  level: 'INFO' | 'ERROR';
  message: string;
  /** Of the request that it was logged for, where that was followed. */
  traceId: string | undefined;
  spanId: string | undefined;
}

/** Error lines that one service writes in an interval at most: more are dropped by its log library, as many do. */
const MOST_ERROR_LINES = 100;

/** An access line for each request that was followed, and as many error lines as were counted. */
export function linesOf(
  step: ShopStep,
  readings: readonly ShopReading[],
  spans: readonly ShopSpan[],
  random: Random,
): ShopLine[] {
  const errors = new Map(
    readings.filter(({ metric }) => metric === 'error_logs').map(({ service, value }) => [service, value]),
  );
  const steps = new Map(step.services.map((at) => [at.service.name, at]));
  const lines = spans.filter(({ kind }) => kind === 'server').map(accessLine);
  for (const at of step.services) {
    const count = Math.min(MOST_ERROR_LINES, errors.get(at.service.name) ?? 0);
    for (let i = 0; i < count; i++) {
      const time = step.time + ((i + random.uniform()) / count) * step.seconds * 1000;
      const message = errorMessage(at, steps, random);
      const none = { traceId: undefined, spanId: undefined };
      lines.push({ time, service: at.service.name, level: 'ERROR', message, ...none });
    }
  }
  return lines.sort((a, b) => a.time - b.time);
}

function accessLine({ traceId, spanId, service, operation, start, durationMs, failed }: ShopSpan): ShopLine {
  const message = `${operation} answered ${failed ? 500 : 200} in ${durationMs.toFixed(1)} ms`;
  return { time: start + durationMs, service, level: 'INFO', message, traceId, spanId };
}

/** Why a request of this service failed, drawn by how likely each cause is now. */
function errorMessage(
  { service, ownFailed }: ServiceStep,
  steps: ReadonlyMap<string, ServiceStep>,
  random: Random,
): string {
  const request = hexId(random, 8);
  const causes = [
    { chance: ownFailed, message: `request ${request} failed: internal error in ${service.name}` },
  ];
  for (const { to, timeoutMs, perRequest } of service.calls) {
    const callee = steps.get(to);
    if (callee === undefined) continue;
    const { timedOut } = cutAt(callee.duration, timeoutMs);
    causes.push(
      { chance: timedOut * perRequest, message: `request ${request}: ${to} timed out after ${timeoutMs} ms` },
      { chance: callee.failed * perRequest, message: `request ${request}: ${to} answered 500` },
    );
  }
  let left = random.uniform() * causes.reduce((sum, { chance }) => sum + chance, 0);
  return (causes.find(({ chance }) => (left -= chance) < 0) ?? causes[0]).message;
}
