import { existsSync } from 'node:fs';
import path from 'node:path';
import { datasetsFolder, loadAiopsKpi, loadAsd, type LabelledSeries } from '../datasets/load.ts';
import type { Table } from '../report/table.ts';
import { figuresOf, meanFigures, type Figures } from './figures.ts';
import { nab } from './nab.ts';
import { PEERS } from './peers.ts';
import { rootSignalHits } from './root-signal.ts';
import { scoreSeries } from './score-series.ts';

function row(series: string, f: Figures, root?: string): Record<string, string | number> {
  return {
    series,
    'VUS-PR': f.vusPr,
    'AUC-PR': f.aucPr,
    'event F1 at HIGH': f.eventF1,
    'delay, min': f.delayMinutes,
    'false alerts a week': f.falseAlertsAWeek,
    'p ≤ 0.001, of 1,000': f.lowPerThousand,
    ...(root === undefined ? {} : { 'root signal': root }),
  };
}

/** Lapwing's means beside what other detectors were measured at. */
function besideOthers(set: string, ours: Figures): Table {
  const rows = Object.entries({ Lapwing: ours, ...PEERS[set] }).map(([detector, f]) => ({
    detector,
    'VUS-PR': f.vusPr,
    'AUC-PR': f.aucPr,
    'event F1 at HIGH': f.eventF1,
    'false alerts a week': f.falseAlertsAWeek,
  }));
  const title = `${set}, beside others (measured before, on the same contract)`;
  return { title, rows, picture: { bars: 'VUS-PR' } };
}

function rootText({ hits, events, byChance }: ReturnType<typeof rootSignalHits>): string {
  return `${hits} of ${events} (by chance ${byChance.toFixed(1)})`;
}

/** Two tables: every series, and the means beside other detectors'. */
async function labelled(
  title: string,
  folder: string,
  all: LabelledSeries[],
  roots: boolean,
): Promise<Table[]> {
  const figures: Figures[] = [];
  const rows: Table['rows'] = [];
  let [hits, events, byChance] = [0, 0, 0];
  for (const series of all) {
    const scored = await scoreSeries(series);
    const of = figuresOf(series, scored);
    figures.push(of);
    if (roots) {
      const root = rootSignalHits(folder, series, scored);
      hits += root.hits;
      events += root.events;
      byChance += root.byChance;
      rows.push(row(series.name, of, rootText(root)));
    } else rows.push(row(series.name, of));
  }
  const mean = meanFigures(figures);
  rows.push(row('mean', mean, roots ? rootText({ hits, events, byChance }) : undefined));
  return [{ title, rows }, besideOthers(title, mean)];
}

/** Accuracy on labelled sets, each through `lapwing score`: the whole file in one pass, the labelled part judged. */
export async function accuracy(): Promise<Table[]> {
  const folder = datasetsFolder();
  const sets: [string, number, (set: string) => Promise<Table[]>][] = [
    ['asd', 2, (title) => labelled(title, folder, loadAsd(folder), true)],
    ['aiops-kpi', 2, (title) => labelled(title, folder, loadAiopsKpi(folder), false)],
    ['nab', 1, async () => [await nab(folder)]],
  ];
  const tables: Table[] = [];
  for (const [set, count, measure] of sets) {
    if (existsSync(path.join(folder, set))) tables.push(...(await measure(set)));
    else {
      const absent = { title: `${set}: skipped, not in ${folder}`, rows: [] };
      tables.push(...new Array<Table>(count).fill(absent));
    }
  }
  return tables;
}
