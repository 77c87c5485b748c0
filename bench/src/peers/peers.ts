import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Table } from '../report/table.ts';
import type { PeerMeasured } from './child-task.ts';
import { madeUp, writeValues } from './made-up.ts';
import { forestIsLacking, runForest } from './random-cut-forest.ts';

/** Enough of every shape; more would not change what a reading costs any of them. */
const SIGNALS = 22;
/** Twice what a forest samples: from then on it is as large, and as slow, as it gets. */
const WARM = 512;
/** Of each detector, so many intervals that it is at work for seconds. */
const TIMED = { ours: 100_000, forest: 1_000, isolation: 2_000 } as const;
const MILLION = 1_000_000;
const GIB = 2 ** 30;

type Run = (file: string) => PeerMeasured;

/** Everyone whose speed is compared: ours first. */
const DETECTORS: readonly [name: string, run: Run][] = [
  ['Lapwing, default models', (file) => inNode('ours.ts', file, TIMED.ours)],
  ['random cut forest, as in real-time detectors', (file) => inJava('throughput', file, 0)],
  ['random cut forest, as in historical analysis', (file) => inJava('throughput', file, 1)],
  ['random cut forest, scores alone', (file) => inJava('bare', file, 1)],
  ['isolation forest (ml-isolation-forest)', (file) => inNode('isolation-forest.ts', file, TIMED.isolation)],
];

/** Readings a second of one core (processor time) and state, side by side: the same readings in the same run. */
export function peers(): Table[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-peers-'));
  try {
    const file = path.join(folder, 'values');
    writeValues(file, madeUp(SIGNALS, WARM + Math.max(...Object.values(TIMED))));
    const lacking = forestIsLacking();
    const measured = DETECTORS.map(([name, run]) => {
      const skipped = name.startsWith('random cut forest') && lacking !== undefined;
      return { name, of: skipped ? undefined : run(file) };
    });
    const title = 'Throughput and state beside others, the same readings in the same run';
    const ours = measured[0].of?.readingsPerSecond ?? NaN;
    const rows = measured.map(({ name, of }) => row(name, of, ours));
    const said = lacking === undefined ? title : `${title} (forest skipped: ${lacking})`;
    return [{ title: said, rows, picture: { bars: 'readings/s a core', scale: 'log' } }];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function row(detector: string, of: PeerMeasured | undefined, ours: number): Table['rows'][number] {
  const { readingsPerSecond, bytesPerSignal } = of ?? { readingsPerSecond: NaN, bytesPerSignal: NaN };
  return {
    detector,
    'readings/s a core': Math.round(readingsPerSecond),
    'Lapwing is faster by': ours / readingsPerSecond,
    'state bytes a signal': Math.round(bytesPerSignal),
    'GiB for 1,000,000 signals': (bytesPerSignal * MILLION) / GIB,
  };
}

function inNode(script: string, file: string, timed: number): PeerMeasured {
  const child = path.join(import.meta.dirname, script);
  const args = ['--expose-gc', child, file, String(SIGNALS), String(WARM), String(timed)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as PeerMeasured;
}

function inJava(mode: string, file: string, cache: number): PeerMeasured {
  return JSON.parse(runForest(mode, file, SIGNALS, cache, WARM, TIMED.forest)) as PeerMeasured;
}
