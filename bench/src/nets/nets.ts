import { existsSync } from 'node:fs';
import path from 'node:path';
import type { BankSettings } from '@lapwing/engine';
import { shippedNet } from '../../../scoring-service/src/training/shipped.ts';
import type { Figures } from '../accuracy/figures.ts';
import { datasetsFolder, loadAiopsKpi, loadAsd, type LabelledSeries } from '../datasets/load.ts';
import type { Table } from '../report/table.ts';
import { figuresWith } from './ablation.ts';
import { cost } from './cost.ts';
import { madeUpServices, serviceFigures, type ServiceSeries } from './services.ts';

const VARIANTS: Readonly<Record<string, BankSettings['models']>> = {
  default: { statistical: true, forest: true },
  'default and lstm': { statistical: true, forest: true, lstm: true },
  'lstm without statistical and forest': { statistical: false, forest: false, lstm: true },
};

function row(models: string, f: Figures): Record<string, string | number> {
  return {
    models,
    'VUS-PR': f.vusPr,
    'AUC-PR': f.aucPr,
    'event F1 at HIGH': f.eventF1,
    'false alerts a week': f.falseAlertsAWeek,
    'p ≤ 0.001, of 1,000': f.lowPerThousand,
  };
}

function singleSignals(set: string, all: readonly LabelledSeries[]): Table {
  const nets = { lstm: shippedNet('lstm') };
  const rows = Object.entries(VARIANTS).map(([name, models]) => row(name, figuresWith(all, models, nets)));
  return { title: `${set}: with and without the LSTM (shipped net, which has seen no real data)`, rows };
}

function services(set: string, all: readonly ServiceSeries[]): Table {
  const rows = (['msif-lstm', 'ple-gru'] as const).flatMap((kind, k) => {
    const { signals, net, both } = serviceFigures(all, shippedNet(kind));
    const ours = [row(`${kind} alone`, net), row(`default and ${kind}`, both)];
    return k === 0 ? [row('default', signals), ...ours] : ours;
  });
  return { title: `${set}: services by their signals, by a net, by both`, rows };
}

/** What each net adds, and what it costs. */
export function nets(): Table[] {
  const folder = datasetsFolder();
  const tableOf = (set: string, measure: () => Table): Table =>
    existsSync(path.join(folder, set)) ? measure() : { title: `${set}: skipped, not in ${folder}`, rows: [] };
  return [
    tableOf('asd', () => singleSignals('ASD', loadAsd(folder))),
    tableOf('aiops-kpi', () => singleSignals('aiops-kpi', loadAiopsKpi(folder))),
    tableOf('asd', () => services('ASD', loadAsd(folder).map(asService))),
    services('Made-up services', madeUpServices()),
    cost(),
  ];
}

/** ASD's servers have metrics alone. */
function asService(series: LabelledSeries): ServiceSeries {
  return { series, sources: series.columns.map(() => 'metric' as const) };
}
