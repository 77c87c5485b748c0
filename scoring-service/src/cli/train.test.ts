import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { testFolder } from '../training/testing.ts';
import { readTrainingFiles } from '../training/read-files.ts';
import { readHistory } from '../training/read-history.ts';
import { sequencesOf } from '../training/training-signal.ts';
import { train, type TrainOptions } from './train.ts';

vi.setConfig({ testTimeout: 60_000 });

let at: { folder: string; remove: () => void };
beforeEach(() => void (at = testFolder()));
afterEach(() => at.remove());

const START_S = 1_700_000_040;

function file(name: string, text: string): string {
  const where = path.join(at.folder, name);
  writeFileSync(where, text);
  return where;
}

function wide(rows: number): string {
  const line = (i: number): string => `${START_S + 60 * i},${50 + (i % 7)},${Math.sin(i / 9)}`;
  return `timestamp,a,b\n${Array.from({ length: rows }, (_, i) => line(i)).join('\n')}\n`;
}

/** Two services with all three sources; the traces come every two minutes. */
function long(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) =>
    ['cart', 'pay'].flatMap((service) => [
      `${START_S + 60 * i},cpu,metric,${service},${40 + (i % 5)}`,
      `${START_S + 60 * i},lines,log,${service},${100 + (i % 3)}`,
      ...(i % 2 === 0 ? [`${START_S + 60 * i},p95,trace,${service},${20 + (i % 4)}`] : []),
    ]),
  );
  return `timestamp,metric,kind,service,value\n${lines.flat().join('\n')}\n`;
}

async function run(
  files: string[],
  more: Partial<TrainOptions> = {},
): Promise<{ code: number; said: string[] }> {
  const said: string[] = [];
  const options = {
    model: 'lstm',
    by: 'service',
    seed: '1',
    steps: '1',
    nets: path.join(at.folder, 'nets'),
    ...more,
  };
  const code = await train(files, options, { env: {}, now: () => 0, say: (line) => said.push(line) });
  return { code, said };
}

describe('lapwing train', () => {
  test('trains on a file, says how far it is and what became of the net', async () => {
    const { code, said } = await run([file('a.csv', wide(900))]);
    expect(code).toBe(0);
    expect(said[0]).toContain('2 series from 1 files');
    expect(said[1]).toMatch(/^100 % {2}step 1 of 1 {2}loss -?\d/);
    expect(said[2]).toMatch(/^version 1 (goes into|stays out of) use: .* of the one before$/);
    expect(existsSync(path.join(at.folder, 'nets', 'lstm', '000001.net'))).toBe(true);
  });

  test('trains a net for services on a long file', async () => {
    const { code, said } = await run([file('b.csv', long(1_200))], { model: 'msif-lstm' });
    expect(code).toBe(0);
    expect(said[0]).toContain('msif-lstm: 2 series');
  });

  test.each([
    ['nothing to learn from', [], {}, 'lapwing train'],
    ['two things to learn from', ['x.csv'], { madeUp: '3' }, 'lapwing train'],
    ['a net that there is none of', ['x.csv'], { model: 'gpt' }, '--model'],
    ['no whole number', [], { madeUp: 'many' }, '--made-up'],
    ['a negative seed', [], { madeUp: '3', seed: '-1' }, '--seed'],
  ])('refuses %s', async (_, files, more, where) => {
    await expect(run(files, more)).rejects.toMatchObject({ code: 'BAD_REQUEST', where });
  });

  test('refuses a file that is not there, and one that is too short', async () => {
    await expect(run(['nowhere.csv'])).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(run([file('c.csv', wide(40))])).rejects.toMatchObject({ where: 'data' });
  });
});

describe('what is learned from', () => {
  test('a long file names signals by their labels, and their kind', async () => {
    const signals = await readTrainingFiles([file('d.csv', long(10))]);
    expect(signals.map(({ kind, labels }) => [kind, labels['service'], labels['metric']])).toEqual([
      ['metric', 'cart', 'cpu'],
      ['log', 'cart', 'lines'],
      ['trace', 'cart', 'p95'],
      ['metric', 'pay', 'cpu'],
      ['log', 'pay', 'lines'],
      ['trace', 'pay', 'p95'],
    ]);
    expect(signals[0].labels['kind']).toBeUndefined();
  });

  test('a kind that is none is refused; a row that stands twice counts once', async () => {
    const bad = file('e.csv', 'timestamp,metric,kind,value\n60,a,weather,1\n');
    await expect(readTrainingFiles([bad])).rejects.toMatchObject({ where: 'kind' });
    const twice = file('f.csv', 'timestamp,a\n60,1\n60,2\n30,3\n120,4\n');
    const [{ values }] = await readTrainingFiles([twice]);
    expect([...values]).toEqual([1, 4]);
  });

  test('signals of a service are read together, on the grid of the slowest; those without the label are left out', async () => {
    const signals = await readTrainingFiles([file('g.csv', long(600))]);
    const [cart, ...others] = sequencesOf('ple-gru', signals, 'service');
    expect(others.length).toBe(1);
    expect(cart.steps).toBeGreaterThan(250);
    expect(cart.steps).toBeLessThanOrEqual(300);
    expect(sequencesOf('ple-gru', signals, 'pod')).toEqual([]);
  });

  test('a data folder without scores is said to be one', () => {
    expect(() => readHistory(at.folder, ['d'])).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  });
});
