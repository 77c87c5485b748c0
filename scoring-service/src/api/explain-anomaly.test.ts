import { Anomaly, Detector } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { LapwingError } from '../errors.ts';
import { TooMuchError } from '../sources/shared/failure.ts';
import type { ChangeQuestion, ChangeSlices, Source } from '../sources/source.ts';
import { explainAnomaly } from './explain-anomaly.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 22, 12);
const at = (minute: number): string => new Date(START + minute * MINUTE).toISOString();
const detector = Detector.parse({
  ...{ id: 'd', name: 'd', source: 's', kind: 'metric', query: { type: 'prometheus', expr: 'sum(x)' } },
});
const SLICES: ChangeSlices = {
  total: { before: 10, during: 30 },
  dimensions: [
    {
      label: 'pod',
      slices: [
        { value: 'a', before: 5, during: 25 },
        { value: 'b', before: 5, during: 5 },
      ],
    },
  ],
  notes: [],
};

function anomaly(end: string | null): Anomaly {
  return Anomaly.parse({
    ...{ id: 'a1', detector_id: 'd', signal_id: '0123456789abcdef', kind: 'metric', source: 's' },
    ...{ labels: { service: 'cart' }, start: at(0), end, peak: at(1), score: 60, p_value: 1e-6 },
    ...{ severity: 'HIGH', actual: 30, expected: 10, lower: 5, upper: 15, reason: 'it rose' },
    ...{ feature: 'level', model: 'statistical', alert: 'raised', alert_reason: '', trace: [] },
  });
}

function sourceOf(explain?: (question: ChangeQuestion) => Promise<ChangeSlices>): Source {
  return {
    name: 's',
    async *pull() {},
    check: async () => ({ ok: true, signals: 0, sample: [], warnings: [], errors: [] }),
    ...(explain && { explain: (_: Detector, question: ChangeQuestion) => explain(question) }),
    health: async () => ({ status: 'ok', reason: '' }),
    close: async () => undefined,
  };
}

const tooMuch = (): TooMuchError => {
  const fault = { message: 'too many samples', where: 'source s', hint: 'ask for less' };
  const error = new LapwingError('SOURCE_UNREACHABLE', fault);
  return new TooMuchError({ kind: 'shrink', reason: 'too many samples', askedMs: 0, error });
};

test('an anomaly is compared with as long a stretch before it, ten intervals at least', async () => {
  const source = sourceOf(async () => SLICES);
  const short = await explainAnomaly(anomaly(at(3)), detector, source, START);
  expect([short.before, short.during]).toEqual([
    { from: at(-10), to: at(0) },
    { from: at(0), to: at(3) },
  ]);
  expect(short.dimensions[0].values).toEqual([{ value: 'a', before: 5, during: 25, share: 1 }]);
  const open = await explainAnomaly(anomaly(null), detector, source, START + 20 * MINUTE);
  expect(open.before).toEqual({ from: at(-20), to: at(0) });
});

test('what is too much for the server is asked of shorter stretches, and that is told', async () => {
  const asked: number[] = [];
  const source = sourceOf(async ({ during }) => {
    asked.push((during.to - during.from) / MINUTE);
    if (during.to - during.from > 16 * MINUTE) throw tooMuch();
    return SLICES;
  });
  const { during, notes } = await explainAnomaly(anomaly(at(60)), detector, source, START);
  expect(asked).toEqual([60, 30, 15]);
  expect([during, notes]).toEqual([{ from: at(0), to: at(15) }, [expect.stringContaining('did not bear')]]);
});

test('where nothing is little enough, the server’s own words are told', async () => {
  const source = sourceOf(() => Promise.reject(tooMuch()));
  await expect(explainAnomaly(anomaly(at(60)), detector, source, START)).rejects.toMatchObject({
    code: 'SOURCE_UNREACHABLE',
    message: 'too many samples',
  });
});

test('a source that can not split says so', async () => {
  const { dimensions, notes } = await explainAnomaly(anomaly(at(3)), detector, sourceOf(), START);
  expect([dimensions, notes]).toEqual([[], [expect.stringContaining('no parts')]]);
});
