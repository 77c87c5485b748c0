import { expect, test } from 'vitest';
import { Thinning } from './thinning.ts';

test('few are all kept', () => {
  const thinning = new Thinning<number>(String, 10);
  for (let i = 0; i < 10; i++) thinning.add(i);
  expect(thinning.kept).toHaveLength(10);
  expect(thinning.oneIn).toBe(1);
});

test('many: whole traces, no more than allowed, the same in two files', () => {
  const [logs, spans] = [
    new Thinning<string>((trace) => trace, 100),
    new Thinning<string>((trace) => trace, 100),
  ];
  for (let i = 0; i < 3000; i++) {
    logs.add(`t${i}`);
    for (let k = 0; k < 3; k++) spans.add(`t${i}`);
  }
  expect(logs.kept.length).toBeLessThanOrEqual(100);
  expect(logs.kept.length).toBeGreaterThan(20);
  expect(spans.oneIn).toBeGreaterThanOrEqual(logs.oneIn);
  const counts = Map.groupBy(spans.kept, (trace) => trace);
  expect([...counts.values()].every((some) => some.length === 3)).toBe(true);
  for (const trace of counts.keys()) expect(logs.kept).toContain(trace);
});

test('one endless trace, and lines without any', () => {
  const one = new Thinning<number>(() => 'same', 50);
  const none = new Thinning<number>(() => '', 50);
  for (let i = 0; i < 1000; i++) {
    one.add(i);
    none.add(i);
  }
  expect(one.kept.length).toBeLessThanOrEqual(50);
  expect(none.kept.length).toBeGreaterThan(10);
});
