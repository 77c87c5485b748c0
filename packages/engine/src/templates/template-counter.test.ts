import { describe, expect, test } from 'vitest';
import { EngineError } from '../errors.ts';
import {
  createTemplateCounter,
  restoreTemplateCounter,
  OTHER_SERVICES,
  type TemplateCounter,
} from './template-counter.ts';

const MINUTE = 60_000;

/** Two hours of a service: an order a second, a job each five minutes. */
function ordinary(counter: TemplateCounter, minutes = 120): void {
  for (let minute = 0; minute < minutes; minute++) {
    for (let k = 0; k < 60; k++) counter.feed(minute * MINUTE + k * 1000, 'cart', `order ${k} placed`);
    if (minute % 5 === 0) counter.feed(minute * MINUTE, 'cart', `job ${minute} done`);
    counter.take((minute + 1) * MINUTE);
  }
}

test('messages are counted by service, template, level and interval', () => {
  const counter = createTemplateCounter();
  counter.feed(10, 'cart', 'order 1 placed');
  counter.feed(20, 'cart', 'order 2 placed');
  counter.feed(30, 'cart', 'payment failed', 'ERROR');
  counter.feed(MINUTE, 'mail', 'order 3 placed');
  expect(counter.take(MINUTE - 1)).toEqual([]);
  const [first, second] = counter.take(2 * MINUTE);
  expect(first).toMatchObject({
    startMs: 0,
    services: [{ service: 'cart', messages: 3, levels: { error: 1, info: 2 } }],
  });
  expect(first.services[0].templates.map(({ template, level, count }) => [template, level, count])).toEqual([
    ['order <*> placed', 'info', 2],
    ['payment failed', 'error', 1],
  ]);
  expect(second).toMatchObject({ startMs: MINUTE, services: [{ service: 'mail', messages: 1 }] });
  expect(counter.take(3 * MINUTE)).toEqual([]);
});

test('a message whose interval was taken is learnt but not counted', () => {
  const counter = createTemplateCounter();
  counter.take(5 * MINUTE);
  expect(counter.feed(4 * MINUTE, 'cart', 'late')).toMatchObject({ isLate: true, isNew: true });
  expect(counter.feed(5 * MINUTE, 'cart', 'late')).toMatchObject({ isLate: false, isNew: false });
});

describe('what is unusual', () => {
  test('new after learning, with its chance; not before', () => {
    const counter = createTemplateCounter();
    counter.feed(0, 'cart', 'hello there');
    expect(counter.take(MINUTE)[0].services[0].news).toEqual([]);
    ordinary(counter);
    counter.feed(120 * MINUTE, 'cart', 'stock of 5 corrupted');
    counter.feed(120 * MINUTE, 'cart', 'order 7 placed');
    const [{ services }] = counter.take(121 * MINUTE);
    expect(services[0].news).toMatchObject([
      { template: 'stock of <*> corrupted', level: 'error', example: 'stock of 5 corrupted' },
    ]);
    expect(services[0].news[0].pValue).toBeLessThan(0.001);
  });

  test('rare when it came in few intervals of many', () => {
    const counter = createTemplateCounter();
    ordinary(counter, 300);
    counter.feed(300 * MINUTE, 'cart', 'cache rebuilt');
    counter.take(301 * MINUTE);
    counter.feed(310 * MINUTE, 'cart', 'cache rebuilt');
    counter.feed(310 * MINUTE, 'cart', 'order 5 placed');
    const [{ services }] = counter.take(311 * MINUTE);
    expect(services[0].rare.map(({ template }) => template)).toEqual(['cache rebuilt']);
  });

  test('vanished, once, when its silence has become unlikely while the service goes on', () => {
    const counter = createTemplateCounter();
    ordinary(counter);
    const gone: [number, string][] = [];
    for (let minute = 120; minute < 240; minute++) {
      counter.feed(minute * MINUTE, 'cart', 'heartbeat sent');
      for (const { startMs, services } of counter.take((minute + 1) * MINUTE)) {
        for (const { template } of services[0].vanished) gone.push([startMs / MINUTE, template]);
      }
    }
    expect(gone.map(([, template]) => template)).toEqual(['order <*> placed', 'job <*> done']);
    expect(gone[0][0]).toBeLessThan(123);
    expect(gone[1][0]).toBeGreaterThan(140);
  });

  test('a service that is silent as a whole has no vanished templates', () => {
    const counter = createTemplateCounter();
    ordinary(counter);
    counter.feed(200 * MINUTE, 'mail', 'sent');
    const services = counter.take(201 * MINUTE).flatMap((interval) => interval.services);
    expect(services).toMatchObject([{ service: 'mail', vanished: [] }]);
  });

  test('a template that becomes more general is neither new nor vanished', () => {
    const counter = createTemplateCounter({ learnMs: 0 });
    const users = ['alice', 'bob', 'carol', 'dave'];
    users.forEach((user) => counter.feed(0, 'auth', `session closed for user ${user}`));
    counter.take(MINUTE);
    expect(counter.feed(MINUTE, 'auth', 'session closed for user mallory').isNew).toBe(false);
    const [{ services }] = counter.take(2 * MINUTE);
    expect(services[0]).toMatchObject({ news: [], vanished: [] });
  });
});

test('numbers in a message tell its level where they make it', () => {
  const counter = createTemplateCounter();
  expect(counter.feed(0, 'a', 'done with 0 errors').level).toBe('info');
  expect(counter.feed(0, 'a', 'done with 3 errors').level).toBe('error');
});

test('services beyond the bound are counted together', () => {
  const counter = createTemplateCounter({ servicesMost: 2 });
  for (let k = 0; k < 10; k++) counter.feed(0, `s${k}`, 'hello');
  const [{ services }] = counter.take(MINUTE);
  expect(services.map(({ service, messages }) => [service, messages])).toEqual([
    ['s0', 1],
    ['s1', 1],
    [OTHER_SERVICES, 8],
  ]);
});

test('a counter that was saved goes on as if it had not stopped', () => {
  const counter = createTemplateCounter();
  ordinary(counter, 100);
  counter.feed(100 * MINUTE, 'cart', 'order 1 placed');
  const restored = restoreTemplateCounter(counter.save());
  for (const one of [counter, restored]) {
    one.feed(100 * MINUTE, 'cart', 'a new thing');
    one.feed(100 * MINUTE, 'cart', 'order 2 placed');
  }
  expect(restored.take(101 * MINUTE)).toEqual(counter.take(101 * MINUTE));
  expect(restored.save()).toEqual(counter.save());
});

test('no time and no state are refused', () => {
  expect(() => createTemplateCounter().feed(NaN, 'a', 'b')).toThrow(EngineError);
  expect(() => restoreTemplateCounter(Uint8Array.of(1, 2, 3))).toThrow(EngineError);
});
