import type { Anomaly } from '@lapwing/contract';
import { describe, expect, it } from 'vitest';
import type { Break } from '../shop/breaks.ts';
import { Findings } from './findings.ts';

const MINUTE = 60_000;
const noon = Date.UTC(2026, 10, 18, 12);

function anomaly(service: string, start: number): Anomaly {
  return {
    id: `${service}-${start}`,
    signal_id: '0123456789abcdef',
    detector_id: 'shop-duration',
    source: 'ingest',
    kind: 'metric',
    labels: { service, metric: 'duration_p95_ms' },
    start: new Date(start).toISOString(),
    end: null,
    peak: new Date(start).toISOString(),
    severity: 'HIGH',
    score: 55,
    p_value: 1e-6,
    actual: 400,
    expected: 10,
    lower: 8,
    upper: 12,
    feature: 'level',
    model: 'statistical',
    reason: 'far above what was expected',
    alert: 'raised',
    alert_reason: 'the score of 55 reaches 50',
    trace: [],
  };
}
const slow = (start = noon + 20_000, end: number | null = null): Break => ({
  kind: 'slow-database',
  start,
  end,
});

describe('Findings', () => {
  it('tells the first anomaly, the first at the cause, and the services in order', () => {
    const findings = new Findings(MINUTE);
    const b = slow();
    findings.take(anomaly('cart', noon), noon + 65_000, [b]);
    findings.take(anomaly('database', noon + MINUTE), noon + 125_000, [b]);
    findings.take(anomaly('cart', noon + MINUTE), noon + 130_000, [b]);
    expect(findings.of(b).first).toMatchObject({ service: 'cart', delaySeconds: 45, severity: 'HIGH' });
    expect(findings.of(b).atCause).toMatchObject({ service: 'database', delaySeconds: 105 });
    expect(findings.of(b).services).toEqual(['cart', 'database']);
  });

  it('gives a break no anomaly that began before it, after it, or where it is not felt', () => {
    const findings = new Findings(MINUTE);
    const b = slow(noon, noon + 5 * MINUTE);
    findings.take(anomaly('database', noon - MINUTE), noon + MINUTE, [b]);
    findings.take(anomaly('database', noon + 5 * MINUTE), noon + 7 * MINUTE, [b]);
    findings.take(anomaly('queue', noon), noon + MINUTE, [{ ...b, kind: 'bad-deploy' }]);
    findings.take({ ...anomaly('database', noon), labels: {} }, noon + MINUTE, [b]);
    expect(findings.of(b)).toEqual({ first: null, atCause: null, services: [] });
  });

  it('keeps the same break apart from its repetition', () => {
    const findings = new Findings(MINUTE);
    const [once, again] = [slow(noon, noon + MINUTE), slow(noon + 10 * MINUTE)];
    findings.take(anomaly('database', noon), noon + MINUTE, [once, again]);
    expect(findings.of(once).first).not.toBeNull();
    expect(findings.of(again).first).toBeNull();
  });
});
