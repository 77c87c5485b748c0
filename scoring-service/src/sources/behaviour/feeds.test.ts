import { Detector, type DetectorInput } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { Feeds } from './feeds.ts';

const calls: DetectorInput = {
  ...{ id: 'calls', name: 'Calls', source: 'otlp', kind: 'trace', query: { type: 'traces' } },
};
const lines: DetectorInput = {
  ...{ id: 'lines', name: 'Lines', source: 'otlp', kind: 'log', query: { type: 'templates' } },
};

function feeds(watermarks: Record<string, number | undefined>, down: string[] = []) {
  let at = 0;
  const reading = new Feeds({
    detectors: () => [calls, lines].filter(({ id }) => id in watermarks).map((one) => Detector.parse(one)),
    reaches: () =>
      Object.entries(watermarks).map(([id, watermark]) => ({ id, watermark, down: down.includes(id) })),
    now: () => at,
  });
  return (seconds: number) => {
    at = seconds * 1_000;
    return reading.until();
  };
}

test('all that read spans and lines are waited for, once they are all there', () => {
  const until = feeds({ calls: 500, lines: 300 });
  expect([until(0), until(2), until(4)]).toEqual([undefined, undefined, 300]);
  expect(feeds({})(100)).toBeUndefined();
});

test('one that is down, has not begun or does not move is not waited for longer than a minute', () => {
  const down = feeds({ calls: 500, lines: 300 }, ['lines']);
  expect([down(0), down(4)]).toEqual([undefined, 500]);
  const unbegun = feeds({ calls: 500, lines: undefined });
  expect([unbegun(0), unbegun(4), unbegun(70)]).toEqual([undefined, undefined, 500]);
});
