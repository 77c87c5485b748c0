import type { Anomaly } from '@lapwing/contract';
import { describe, expect, it } from 'vitest';
import { DemoStatus } from './demo-status.ts';
import { Shop } from './shop/shop.ts';

const noon = Date.UTC(2026, 10, 18, 12);

function open() {
  let time = noon;
  const shop = new Shop({ seed: 1, intervalSeconds: 60, start: noon });
  const feed = {
    detectors: ['a', 'b'].map((id) => ({ id }) as never),
    signals: 69,
    pastReadings: 100,
  };
  const status = new DemoStatus({ feed, intervalSeconds: 60, shop, replay: null, now: () => time });
  return { shop, status, at: (t: number) => (time = t) };
}
const anomaly = {
  id: 'x',
  signal_id: '0123456789abcdef',
  labels: { service: 'database', metric: 'duration_p95_ms' },
  start: new Date(noon).toISOString(),
  severity: 'HIGH',
  score: 60,
  reason: 'because',
} as unknown as Anomaly;

describe('DemoStatus', () => {
  it('shows what the shop does', () => {
    const { shop, status } = open();
    status.takeInterval(shop.step());
    const web = status.state().shop?.services.find((s) => s.name === 'web');
    expect(web?.requestsPerSecond).toBeGreaterThan(50);
    expect(web?.p95Ms).toBeGreaterThan(50);
  });

  it('breaks nothing before the past is sent, and mends only what is broken', () => {
    const { status } = open();
    expect(status.startBreak('slow-database')).toBe(false);
    status.phase = 'live';
    expect(status.stopBreak('slow-database')).toBe(false);
    expect(status.startBreak('slow-database')).toBe(true);
    expect(status.startBreak('slow-database')).toBe(false);
    expect(status.stopBreak('slow-database')).toBe(true);
  });

  it('tells when a break was found, and where', () => {
    const { status, at } = open();
    status.phase = 'live';
    status.startBreak('slow-database');
    at(noon + 61_000);
    status.takeEvent({ type: 'anomaly', change: 'opened', anomaly });
    const view = status.state().shop?.breaks.find((b) => b.kind === 'slow-database');
    expect(view?.last).toMatchObject({
      start: noon,
      end: null,
      atCause: { delaySeconds: 61, service: 'database', severity: 'HIGH' },
      services: ['database'],
    });
  });

  it('does not count the end of an anomaly as finding it', () => {
    const { status } = open();
    status.phase = 'live';
    status.startBreak('slow-database');
    status.takeEvent({ type: 'anomaly', change: 'closed', anomaly });
    expect(status.state().shop?.breaks[0].last?.first).toBeNull();
  });

  it('has scored as far as the slowest detector', () => {
    const { status } = open();
    const scored = (detector_id: string, until: number): void =>
      status.takeEvent({ type: 'scored', detector_id, until: new Date(until).toISOString(), signals: 1 });
    expect(status.scoredUntil).toBeNull();
    scored('a', noon);
    expect(status.scoredUntil).toBeNull();
    scored('b', noon - 60_000);
    expect(status.scoredUntil).toBe(noon - 60_000);
  });

  it('never says that more was sent than there is', () => {
    const { status } = open();
    status.sent = 120;
    expect(status.state().history).toEqual({ sent: 120, total: 120 });
  });
});
