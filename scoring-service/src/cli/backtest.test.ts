import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BacktestResult } from '@lapwing/contract';

const COMMAND = path.join(import.meta.dirname, 'lapwing.ts');
const START = Date.UTC(2026, 0, 1);
const MINUTES = 2880;
const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-backtest-'));
const file = path.join(folder, 'two.csv');
const configuration = path.join(folder, 'lapwing.yaml');

beforeAll(() => {
  const rows = Array.from({ length: MINUTES }, (_, i) => {
    const cart = 50 + 5 * Math.sin(i ** 2);
    const pay = 20 + 2 * Math.sin((i + 7) ** 2) + (i >= 2500 && i < 2530 ? 60 : 0);
    return `${new Date(START + i * 60_000).toISOString()},${cart.toFixed(3)},${pay.toFixed(3)}`;
  });
  writeFileSync(file, ['timestamp,<cart>,pay', ...rows, ''].join('\n'));
  writeFileSync(
    configuration,
    `sources: { files: { type: csv, path: two.csv } }
detectors:
  - { id: pay, name: Pay, source: files, kind: metric, query: { type: csv, match: { metric: pay } }, labels: { service: shop } }
  - { id: services, name: Services, source: entities, kind: metric, query: { type: entities, detectors: [pay], model: msif-lstm } }
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

function lapwing(...args: string[]): Promise<{ code: number; out: string; said: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [COMMAND, 'backtest', ...args],
      { cwd: folder, encoding: 'utf8' },
      (error, out, said) => resolve({ code: error === null ? 0 : Number(error.code), out, said }),
    );
  });
}

async function result(...args: string[]): Promise<BacktestResult> {
  const { out, said } = await lapwing(...args, '--json');
  expect(said).toBe('');
  return BacktestResult.parse(JSON.parse(out));
}

test('a file: the interval is found, all of it is judged, the summary says what there was', async () => {
  const page = path.join(folder, 'page.html');
  const { code, out } = await lapwing('two.csv', '--html', page);
  expect(code).toBe(0);
  expect(out).toContain('two.csv: 2 signals, 5,760 readings');
  expect(out).toContain('2026-01-01T00:00:00.000Z to 2026-01-03T00:00:00.000Z (0.3 weeks)');
  expect(out).toMatch(/2026-01-02T17:40:00Z +\d+ min +CRITICAL +\d+ +alert +pay is \d+/);
  const html = readFileSync(page, 'utf8');
  expect(html).toContain('metric=&lt;cart&gt;');
  expect(html).not.toContain('<cart>');
  expect(html).not.toMatch(/<script|<link|src=|NaN|Infinity|undefined/);
  expect(html.match(/<svg /g)).toHaveLength(2);
});

test('a stretch of a file, as JSON, by the contract', async () => {
  const whole = await result('two.csv');
  const part = await result('two.csv', '--from', '2026-01-02T12:00:00Z', '--until', '2026-01-02T20:00:00Z');
  expect(part).toMatchObject({ readings: 2 * 480, learned_from: '2026-01-01T00:00:00.000Z' });
  // What teaches is the same, so the scores are, too.
  const scores = ({ charts }: BacktestResult) => charts[0].time.map((time, i) => [time, charts[0].score[i]]);
  const fine = await result('two.csv', '--points', '2880');
  const half = await result('two.csv', '--points', '2880', '--from', '2026-01-02T12:00:00Z');
  expect(scores(fine).slice(-720)).toEqual(scores(half));
  expect(whole.anomalies.at(-1)).toMatchObject({ labels: { metric: 'pay' }, actual: expect.any(Number) });
});

test('a detector of the configuration', async () => {
  const { detector, signals } = await result('--detector', 'pay', '--open-at', 'LOW', '--interval', '2m');
  expect(detector).toMatchObject({ id: 'pay', open_at: 'LOW', interval: '2m' });
  expect(signals).toHaveLength(1);
  expect(signals[0]).toMatchObject({
    readings: 1440,
    signal: { labels: { metric: 'pay', service: 'shop' } },
  });
});

describe('is refused, with what to do', () => {
  test.each<[string, string[], string]>([
    ['neither file nor detector', ['--config', 'lapwing.yaml'], 'no file and no detector is named'],
    ['a source that only a service has', ['--detector', 'services'], 'only a running service has'],
    ['an unknown detector', ['--detector', 'nobody'], 'has no detector "nobody"'],
    ['a file and a detector', ['two.csv', '--detector', 'pay'], 'a file is given'],
    ['a missing file', ['none.csv'], 'none.csv'],
    ['a file that is no CSV', ['lapwing.yaml'], 'line 1'],
    ['a moment that is none', ['two.csv', '--from', 'yesterday'], '--from'],
    ['a severity that is none', ['two.csv', '--open-at', 'BAD'], '--open-at'],
    ['learn without from', ['two.csv', '--learn', '1d'], '--learn'],
    ['a stretch without readings', ['two.csv', '--from', '2027-01-01T00:00:00Z'], 'nothing is left'],
  ])('%s', async (_, args, message) => {
    const { code, out, said } = await lapwing(...args);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(said).toContain(message);
    expect(said.trim().split('\n').length).toBeGreaterThan(1);
    expect(said).not.toContain('    at ');
  });
});
