import { describe, expect, it } from 'vitest';
import { BREAKS } from './breaks.ts';
import { calleesOf, callersOf, SERVICES } from './services.ts';

describe('the call graph', () => {
  it('lists callers before those they call, and knows everyone it names', () => {
    SERVICES.forEach((service, i) => {
      for (const { to } of service.calls) {
        expect(SERVICES.findIndex((s) => s.name === to)).toBeGreaterThan(i);
      }
    });
  });

  it('follows calls both ways', () => {
    expect(callersOf('payment')).toEqual(['payment', 'checkout', 'web']);
    expect(new Set(calleesOf('web'))).toEqual(new Set(SERVICES.map((s) => s.name)));
    expect(callersOf('web')).toEqual(['web']);
    expect(calleesOf('database')).toEqual(['database']);
  });

  it('breaks only services that exist, and feels them there first', () => {
    for (const { service, felt } of BREAKS) {
      expect(SERVICES.map((s) => s.name)).toContain(service);
      expect(felt[0]).toBe(service);
    }
  });
});
