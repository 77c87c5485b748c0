import { describe, expect, it } from 'vitest';
import type { BreakView, DemoState, FindingView } from '../state.ts';
import { duration, figure, metricName, milliseconds } from './format.ts';
import { bestFinding, breakLine, breakPhase, findingName, statusLine } from './status.ts';

const noon = new Date(2026, 10, 18, 12).getTime();
const state = (change: Partial<DemoState> = {}): DemoState => ({
  now: noon,
  intervalSeconds: 60,
  phase: 'live',
  history: { sent: 0, total: 0 },
  scoredUntil: null,
  signals: 50,
  incidents: [],
  shop: null,
  replay: null,
  ...change,
});
const finding = (service: string): FindingView => ({
  delaySeconds: 47,
  signalId: '0123456789abcdef',
  service,
  metric: 'duration_p95_ms',
  severity: 'HIGH',
  reason: '',
});
const view = (last: BreakView['last']): BreakView => ({
  kind: 'slow-database',
  title: 'Slow database',
  what: '',
  service: 'database',
  last,
});
const nothing = { first: null, atCause: null, services: [] };

describe('statusLine', () => {
  it('tells how far the past is sent, and what was scored', () => {
    expect(statusLine(state({ phase: 'history', history: { sent: 1, total: 4000 } }))).toContain(
      '0 % of 4,000',
    );
    expect(statusLine(state({ phase: 'history' }))).toContain('0 % of 0');
    expect(statusLine(state())).toContain('nothing scored yet');
    expect(statusLine(state({ scoredUntil: noon }))).toContain(
      '50 signals, a reading every 1 min; scored up to',
    );
    expect(statusLine(state({ phase: 'ended' }))).toContain('all sent');
  });
});

describe('breakLine', () => {
  const going = view({ start: noon + 10_000, end: null, ...nothing });
  it('says nothing of what never happened', () => {
    expect(breakLine(view(null), state())).toBe('');
    expect(breakPhase(view(null))).toBe('idle');
  });
  it('says when it can be found at the earliest, then that it is not found yet', () => {
    expect(breakLine(going, state({ now: noon + 20_000 }))).toMatch(
      /10 s ago\. The first reading .* comes at/,
    );
    expect(breakLine(going, state({ now: noon + 70_000 }))).toMatch(/1 min ago\. Not found yet/);
    expect(breakPhase(going)).toBe('going');
  });
  it('says how long finding it took, and that it was mended', () => {
    const found = view({ start: noon, end: null, first: finding('cart'), atCause: null, services: ['cart'] });
    expect(breakLine(found, state())).toMatch(/Found after 47 s\.$/);
    expect(breakPhase(found)).toBe('found');
    const mended = { ...found, last: found.last && { ...found.last, end: noon + 180_000 } };
    expect(breakLine(mended, state())).toMatch(/Found after 47 s\. Mended after 3 min\./);
    expect(breakPhase(mended)).toBe('mended');
  });
  it('owns up to what was not found', () => {
    const missed = view({ start: noon, end: noon + 5000, ...nothing });
    expect(breakLine(missed, state())).toMatch(/mended after 5 s, not found/);
    expect(breakPhase(missed)).toBe('missed');
  });
  it('shows the finding on the broken service itself as soon as there is one', () => {
    const both = {
      start: noon,
      end: null,
      first: finding('cart'),
      atCause: finding('database'),
      services: [],
    };
    expect(bestFinding(view(both))?.service).toBe('database');
    expect(bestFinding(view({ ...both, atCause: null }))?.service).toBe('cart');
    expect(bestFinding(view(null))).toBeNull();
    expect(findingName(finding('cart'))).toBe('cart: 95th percentile of duration');
  });
});

describe('formats', () => {
  it.each([
    [0, '0 s'],
    [59.6, '1 min'],
    [185, '3 min 5 s'],
    [7800, '2 h 10 min'],
    [1_209_600, '14 d'],
    [-3, '0 s'],
  ])('%d seconds', (seconds, text) => expect(duration(seconds)).toBe(text));
  it.each([
    [0, '0'],
    [0.254, '0.25'],
    [9.44, '9.4'],
    [87.2, '87'],
    [1230.4, '1,230'],
    [100, '100'],
    [10, '10'],
  ])('%d', (value, text) => expect(figure(value)).toBe(text));
  it('names times and metrics', () => {
    expect(milliseconds(12.3)).toBe('12 ms');
    expect(milliseconds(1340)).toBe('1.3 s');
    expect(metricName('cpu_percent')).toBe('CPU');
    expect(metricName('made_up')).toBe('made up');
  });
});
