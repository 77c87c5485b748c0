import { expect, test } from 'vitest';
import { madeUpShop } from './made-up-shop.ts';
import { observe } from './observation.ts';
import { BehaviourProfile, type BehaviourReading } from './profile.ts';

const USUAL = { orders: 60, searches: 120 };

function decibansOf(readings: readonly BehaviourReading[], service: string): number {
  return 10 * (readings.find((one) => one.service === service)?.decades ?? 0);
}

/** A profile that knows some minutes of the shop, and the shop. */
function afterMinutes(minutes: number, seed = 1) {
  const shop = madeUpShop(seed);
  const profile = new BehaviourProfile();
  for (let minute = 0; minute < minutes; minute++) profile.step(shop(minute, USUAL));
  return { shop, profile };
}

test('after five minutes of a past, what fails in some instances is found, with the service and its words', () => {
  const { shop, profile } = afterMinutes(5);
  const readings = profile.step(shop(5, { ...USUAL, failing: 0.5 }));
  expect(decibansOf(readings, 'pay')).toBeGreaterThan(50);
  const found = readings.find(({ service }) => service === 'pay')?.findings ?? [];
  expect(found.map(({ words }) => words).join('\n')).toMatch(
    /message "card vault refused <\*>" began: in 0 % of 300 before, in \d+ of 60 now/,
  );
  expect(decibansOf(readings, 'search')).toBeLessThan(30);
  expect(decibansOf(readings, 'web')).toBeLessThan(30);
});

test('a service that takes longer is found by its own time', () => {
  const { shop, profile } = afterMinutes(5);
  const readings = profile.step(shop(5, { ...USUAL, slower: 3 }));
  expect(decibansOf(readings, 'pay')).toBeGreaterThan(50);
  expect(decibansOf(readings, 'order')).toBeLessThan(30);
});

test('of two statements in one instance that have the same words the one that stops is missed, wherever the code is moved to', () => {
  const profile = new BehaviourProfile();
  const step = (minute: number, lines: readonly number[]) => {
    const fromMs = minute * 60_000;
    const spans = Array.from({ length: 20 }, (_, i) => ({
      ...{ traceId: `${minute}-${i}`, spanId: 'a', parentId: '', service: 'trips', operation: 'find' },
      ...{ timeMs: fromMs, durationMs: 1, error: false },
    }));
    const said = spans.flatMap(({ traceId }) =>
      lines.map((line) => ({
        ...{ timeMs: fromMs, service: 'trips', mood: 'ordinary' as const, traceId, spanId: 'a' },
        ...{ template: '<*> INFO <*> took <*>', message: `09:00 INFO t.s.TripService#${line} took 3` },
      })),
    );
    return profile.step(observe(spans, said, { fromMs, toMs: fromMs + 60_000, heardSinceMs: -Infinity }));
  };
  for (let minute = 0; minute < 6; minute++) step(minute, [366, 372]);
  expect(decibansOf(step(6, [366, 372]), 'trips')).toBeLessThan(10);
  expect(decibansOf(step(7, [370, 376]), 'trips')).toBeLessThan(10);
  const [reading] = step(8, [370]);
  expect(10 * reading.decades).toBeGreaterThan(50);
  expect(reading.findings[0].words).toMatch(
    /took <\*> \(from 2 places in the code\)" stopped: in 100 % of 160/,
  );
});

test('what is slow on all ways from a service is its own doing, on one way that of the other end', () => {
  const profile = new BehaviourProfile();
  const callees = ['stock', 'price', 'mail'];
  const step = (minute: number, slow: readonly string[]) => {
    const fromMs = minute * 60_000;
    const spans = Array.from({ length: 30 }, (_, i) => {
      const traceId = `${minute}-${i}`;
      const like = { traceId, timeMs: fromMs, error: false };
      return callees.flatMap((service, k) => [
        {
          ...{ ...like, spanId: `c${k}`, parentId: '', service: 'food', operation: `GET ${service}` },
          durationMs: (slow.includes(service) ? 60 : 12) + (i % 3),
        },
        { ...like, spanId: `s${k}`, parentId: `c${k}`, service, operation: 'get', durationMs: 10 },
      ]);
    }).flat();
    return profile.step(observe(spans, [], { fromMs, toMs: fromMs + 60_000, heardSinceMs: -Infinity }));
  };
  for (let minute = 0; minute < 6; minute++) step(minute, []);
  const all = step(6, callees);
  expect(decibansOf(all, 'food')).toBeGreaterThan(30);
  for (const service of callees) expect(decibansOf(all, service)).toBeLessThan(10);
  const one = step(7, ['stock']);
  expect(decibansOf(one, 'stock')).toBeGreaterThan(30);
  expect(decibansOf(one, 'food')).toBeLessThan(10);
});

test('of ten instances of a past no more is said than they bear', () => {
  const shop = madeUpShop(3);
  const profile = new BehaviourProfile();
  for (let minute = 0; minute < 2; minute++) profile.step(shop(minute, { orders: 6, searches: 6 }));
  const decibans = decibansOf(profile.step(shop(2, { orders: 10, searches: 6, failing: 1 })), 'pay');
  expect(decibans).toBeGreaterThan(40);
  expect(decibans).toBeLessThan(70);
});

test('another mix of requests, more of them, and hardly any are no change of behaviour', () => {
  const { shop, profile } = afterMinutes(10);
  for (const what of [
    { orders: 5, searches: 400 },
    { orders: 300, searches: 2 },
    { orders: 1, searches: 1 },
  ]) {
    for (const { decades } of profile.step(shop(10, what))) expect(10 * decades).toBeLessThan(30);
  }
});

test('where nothing is wrong, one reading in a thousand is no more than one in a thousand', () => {
  const shop = madeUpShop(7);
  const profile = new BehaviourProfile();
  let [readings, strange] = [0, 0];
  for (let minute = 0; minute < 1_000; minute++) {
    // The day's rhythm, and minutes of another kind.
    const orders = Math.round(20 + 15 * Math.sin(minute / 60) + (minute % 7));
    for (const { decades } of profile.step(shop(minute, { orders, searches: 60 - orders }))) {
      readings++;
      if (decades >= 3) strange++;
    }
  }
  expect(readings).toBeGreaterThan(3_900);
  expect(strange).toBeLessThanOrEqual(readings / 1_000);
});

test('a fault that comes again is found again, as clearly; what lasts two hours is usual', () => {
  const { shop, profile } = afterMinutes(180);
  const fault = { ...USUAL, failing: 0.8 };
  const found: number[] = [];
  for (let round = 0; round < 3; round++) {
    for (let minute = 0; minute < 10; minute++) {
      const decibans = decibansOf(profile.step(shop(200 + minute, fault)), 'pay');
      if (minute === 9) found.push(decibans);
    }
    for (let minute = 0; minute < 10; minute++) profile.step(shop(300 + minute, USUAL));
  }
  expect(Math.min(...found)).toBeGreaterThan(0.75 * found[0]);
  expect(found[0]).toBeGreaterThan(100);
  for (let minute = 0; minute < 121; minute++) profile.step(shop(400 + minute, fault));
  expect(decibansOf(profile.step(shop(600, fault)), 'pay')).toBeLessThan(30);
});

test('a service of which no line comes said nothing that could be missed', () => {
  const { shop, profile } = afterMinutes(10);
  expect(decibansOf(profile.step(shop(10, { ...USUAL, silent: 'pay' })), 'pay')).toBeLessThan(30);
});

test('what began before anything was heard is not whole, and left out', () => {
  const spans = [
    {
      traceId: 't',
      spanId: 'a',
      parentId: '',
      service: 'web',
      operation: 'x',
      timeMs: 0,
      durationMs: 9,
      error: false,
    },
  ];
  const observed = (heardSinceMs: number) =>
    observe(spans, [], { fromMs: 0, toMs: 60_000, heardSinceMs }).contexts.size;
  expect([observed(-Infinity), observed(5)]).toEqual([1, 0]);
});

test('saved and restored it says the very same', () => {
  const one = afterMinutes(20);
  const other = { shop: afterMinutes(20).shop, profile: new BehaviourProfile(one.profile.save()) };
  for (let minute = 20; minute < 30; minute++) {
    const what = { ...USUAL, failing: minute > 25 ? 0.5 : 0 };
    expect(other.profile.step(other.shop(minute, what))).toEqual(one.profile.step(one.shop(minute, what)));
  }
  expect(other.profile.save()).toBe(one.profile.save());
  expect(() => new BehaviourProfile('{"version":9}')).toThrow('saved as version 9');
  expect(() => new BehaviourProfile('{')).toThrow('cannot be read');
});

test('a flood of messages and operations that are each another one stays bounded', () => {
  const profile = new BehaviourProfile();
  let most = 0;
  for (let minute = 0; minute < 8; minute++) {
    const fromMs = minute * 60_000;
    const spans = Array.from({ length: 2_000 }, (_, i) => ({
      ...{ traceId: `${minute}-${i}`, spanId: 'a', parentId: '', service: `s${i % 3}` },
      ...{ operation: `op${minute}x${i}y`, timeMs: fromMs, durationMs: 1, error: false },
    }));
    const lines = spans.map(({ traceId, service }, i) => ({
      ...{
        timeMs: fromMs,
        service,
        mood: 'ordinary' as const,
        template: `words ${minute}x${i}y`,
        message: '',
      },
      ...{ traceId, spanId: 'a' },
    }));
    profile.step(observe(spans, lines, { fromMs, toMs: fromMs + 60_000, heardSinceMs: -Infinity }));
    if (minute === 3) most = profile.save().length;
  }
  expect(profile.save().length).toBeLessThan(1.1 * most);
});
