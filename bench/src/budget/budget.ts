import { loadAiopsKpi, loadAsd, loadNab, type LabelledSeries } from '../datasets/load.ts';
import type { Table } from '../report/table.ts';
import { countAlerts, type AlertCount } from './count.ts';
import { madeUp } from './made.ts';
import { tellAll, type Watched } from './told.ts';

const BUDGET = 1;
const SEED = 1_000;

/** False alerts a week at a budget of one, on stretches without an incident; each file is a detector of its own. */
export async function budget(): Promise<Table[]> {
  const rows = [
    await rowOf('ASD, train part', loadAsd().map(trainPart)),
    await rowOf('ASD, all', loadAsd()),
    await rowOf('aiops-kpi', loadAiopsKpi()),
    await rowOf('NAB', loadNab()),
    await rowOf('10 made-up signals', [unlabelled(madeUp(10, 60, 8, SEED))]),
    await rowOf('100 made-up signals', [unlabelled(madeUp(100, 300, 8, SEED))]),
    await rowOf('1,000 made-up signals', [unlabelled(madeUp(1_000, 900, 6, SEED))]),
  ];
  return [{ title: `Alerts at a budget of ${BUDGET} false one a week, with the settings that ship`, rows }];
}

type Case = Watched & { labels: Uint8Array };

async function rowOf(
  set: string,
  given: (LabelledSeries | Case)[],
): Promise<Record<string, string | number>> {
  const sum: AlertCount = {
    quietWeeks: 0,
    falseGroups: 0,
    falseAlerts: 0,
    incidents: 0,
    found: 0,
    withheld: 0,
  };
  const thresholds: number[] = [];
  for (const one of given) {
    const watched = 'columns' in one ? watchedOf(one) : one;
    const told = await tellAll(watched, BUDGET);
    const count = countAlerts(told, one.timesMs, one.labels);
    for (const key of Object.keys(sum) as (keyof AlertCount)[]) sum[key] += count[key];
    thresholds.push(told.threshold);
  }
  thresholds.sort((a, b) => a - b);
  return {
    set,
    detectors: given.length,
    'quiet weeks': Math.round(sum.quietWeeks),
    'false alerts a week': sum.falseGroups / sum.quietWeeks,
    'one by one': sum.falseAlerts / sum.quietWeeks,
    incidents: sum.incidents,
    found: sum.incidents === 0 ? NaN : sum.found / sum.incidents,
    withheld: sum.withheld,
    'median threshold': thresholds[Math.floor(thresholds.length / 2)],
  };
}

function watchedOf({ name, timesMs, columns }: LabelledSeries): Watched {
  return { name, timesMs, signals: columns.map((column) => column.name), at: (k, i) => columns[k].values[i] };
}

function trainPart({ name, timesMs, columns, labels, evaluateFrom }: LabelledSeries): LabelledSeries {
  const cut = <T extends { slice(from: number, to: number): T }>(values: T): T =>
    values.slice(0, evaluateFrom);
  return {
    name,
    timesMs: cut(timesMs),
    columns: columns.map((column) => ({ ...column, values: cut(column.values) })),
    labels: cut(labels),
    evaluateFrom,
  };
}

function unlabelled(watched: Watched): Case {
  return { ...watched, labels: new Uint8Array(watched.timesMs.length) };
}
