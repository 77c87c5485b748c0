import { existsSync } from 'node:fs';
import path from 'node:path';
import { createRowScorer } from '@lapwing/engine';
import { Random, SHAPES } from '@lapwing/engine/testing';
import { scoreSeries } from '../accuracy/score-series.ts';
import { datasetsFolder, loadAiopsKpi, loadAsd, type LabelledSeries } from '../datasets/load.ts';
import type { Table } from '../report/table.ts';
import { recurringJobs } from './recurring-jobs.ts';
import { reliabilityDiagram, type Curve } from './reliability.ts';

const READINGS = 60_000;
/** The first days, in which seasons and tails are learnt. */
const FROM = 6_000;
const SEEDS = [11, 12, 13, 14];
const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2026, 0, 5);
const LEVELS = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5];
/** Rows next to a labelled event that belong to neither: where an event begins and ends is a person's guess. */
const [BEFORE, AFTER] = [10, 40];

class Counter {
  readonly counts = LEVELS.map(() => 0);
  all = 0;
  add(decades: number): void {
    this.all++;
    // A p-value at its level counts, whatever the logarithm's last bit.
    for (let k = 0; k < LEVELS.length; k++) if (decades >= k + 1 - 1e-9) this.counts[k]++;
  }
  curve(name: string, real: boolean): Curve {
    return { name, real, levels: LEVELS, shares: this.counts.map((count) => count / this.all) };
  }
}

function shapeCurves(): Curve[] {
  return Object.entries(SHAPES).map(([shape, make]) => {
    const counter = new Counter();
    for (const seed of SEEDS) {
      const reading = make(new Random(seed));
      const scorer = createRowScorer(1, {
        intervalSeconds: MINUTE_MS / 1000,
        direction: 'both',
        models: { statistical: true, forest: true },
        seed: 1,
      });
      for (let i = 0; i < READINGS; i++) {
        const timeMs = START_MS + i * MINUTE_MS;
        const { pValue } = scorer.step(timeMs, Float64Array.of(reading(i, timeMs)));
        if (i >= FROM) counter.add(-Math.log10(pValue));
      }
    }
    return counter.curve(shape, false);
  });
}

/** Rows of the judged part that are in no labelled event, and near none. */
function ordinaryRows({ labels, evaluateFrom }: LabelledSeries): number[] {
  const near = new Uint8Array(labels.length);
  labels.forEach((label, i) => {
    if (label) near.fill(1, Math.max(0, i - BEFORE), i + AFTER + 1);
  });
  return Array.from({ length: labels.length - evaluateFrom }, (_, k) => evaluateFrom + k).filter(
    (i) => near[i] === 0,
  );
}

async function setCurve(name: string, all: readonly LabelledSeries[]): Promise<Curve> {
  const counter = new Counter();
  for (const series of all) {
    const { decades } = await scoreSeries(series);
    for (const i of ordinaryRows(series)) counter.add(decades[i]);
  }
  return counter.curve(name, true);
}

/** How often p-values of each size come on ordinary readings; as often as they say, if all is well. */
export async function calibration(): Promise<Table[]> {
  const curves = shapeCurves();
  const folder = datasetsFolder();
  if (existsSync(path.join(folder, 'asd'))) curves.push(await setCurve('ASD', loadAsd(folder)));
  if (existsSync(path.join(folder, 'aiops-kpi')))
    curves.push(await setCurve('aiops-kpi', loadAiopsKpi(folder)));
  const rows = curves.map(({ name, shares }) => {
    const [tenth, hundredth, thousandth, tenThousandth, last] = shares.map((share, k) => share / LEVELS[k]);
    return {
      shape: name,
      'p ≤ 0.1, of 10': tenth,
      'p ≤ 0.01, of 100': hundredth,
      'p ≤ 0.001, of 1,000': thousandth,
      'p ≤ 0.0001, of 10,000': tenThousandth,
      'p ≤ 0.00001, of 100,000': last,
    };
  });
  const title = 'Calibration: ordinary readings that are at least so rare (1 is exact)';
  return [
    { title, rows, drawing: { svg: reliabilityDiagram(curves), alt: 'reliability diagram' } },
    recurringJobs(),
  ];
}
