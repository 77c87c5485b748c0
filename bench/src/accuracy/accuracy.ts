import { existsSync } from 'node:fs';
import path from 'node:path';
import { datasetsFolder, loadAiopsKpi, loadAsd, type LabelledSeries } from '../datasets/load.ts';
import type { Table } from '../report/report.ts';
import { figuresOf, meanFigures, type Figures } from './figures.ts';
import { nab } from './nab.ts';
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

async function labelled(
  title: string,
  folder: string,
  all: LabelledSeries[],
  roots: boolean,
): Promise<Table> {
  const figures: Figures[] = [];
  const rows: Table['rows'] = [];
  let [hits, events] = [0, 0];
  for (const series of all) {
    const scored = await scoreSeries(series);
    const of = figuresOf(series, scored);
    figures.push(of);
    if (roots) {
      const root = rootSignalHits(folder, series, scored);
      hits += root.hits;
      events += root.events;
      rows.push(row(series.name, of, `${root.hits} of ${root.events}`));
    } else rows.push(row(series.name, of));
  }
  rows.push(row('mean', meanFigures(figures), roots ? `${hits} of ${events}` : undefined));
  return { title, rows };
}

/** Accuracy on labelled sets, each through `lapwing score`: the whole file in one pass, the labelled part judged. */
export async function accuracy(): Promise<Table[]> {
  const folder = datasetsFolder();
  const sets: [string, (title: string) => Promise<Table>][] = [
    ['asd', (title) => labelled(title, folder, loadAsd(folder), true)],
    ['aiops-kpi', (title) => labelled(title, folder, loadAiopsKpi(folder), false)],
    ['nab', () => nab(folder)],
  ];
  const tables: Table[] = [];
  for (const [set, measure] of sets) {
    if (existsSync(path.join(folder, set))) tables.push(await measure(set));
    else tables.push({ title: `${set}: skipped, not in ${folder}`, rows: [] });
  }
  return tables;
}
