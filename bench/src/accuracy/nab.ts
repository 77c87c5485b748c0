import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadNab } from '../datasets/load.ts';
import type { Table } from '../report/table.ts';
import { NAB_PEERS } from './peers.ts';
import { scoreSeries } from './score-series.ts';

type Profiles = Record<
  'standard' | 'rewardLowFP' | 'rewardLowFN',
  { score: number; detected: number; windows: number }
>;
interface NabScore {
  readCorpus(): { name: string }[];
  scoreCorpus(corpus: { name: string }[], scoresOf: (series: { name: string }) => Float64Array): Profiles;
}

/** NAB's own scoring function over the news column: NAB charges for each row of an alarm, so news is what it ranks. */
export async function nab(folder: string): Promise<Table> {
  const title = 'NAB, one setting for the whole corpus, strictly causal, ranked by news';
  const tool = path.join(folder, '../tools/nab-score.mjs');
  if (!existsSync(tool)) return { title: `${title}: skipped, no ${tool}`, rows: [] };
  const news = new Map<string, Float64Array>();
  for (const series of loadNab(folder)) news.set(series.name, (await scoreSeries(series)).news);
  const { readCorpus, scoreCorpus } = (await import(pathToFileURL(tool).href)) as NabScore;
  const profiles = scoreCorpus(readCorpus(), ({ name }) => {
    const scores = news.get(name);
    if (!scores) throw new Error(`NAB: no scores for ${name}`);
    return scores;
  });
  const row = (detector: string, standard: number, lowFp: number, lowFn: number, found: string) => ({
    detector,
    standard,
    'low FP': lowFp,
    'low FN': lowFn,
    'windows found': found,
  });
  const { standard, rewardLowFP, rewardLowFN } = profiles;
  const rows = [
    row(
      'Lapwing',
      standard.score,
      rewardLowFP.score,
      rewardLowFN.score,
      `${standard.detected} of ${standard.windows}`,
    ),
    ...Object.entries(NAB_PEERS).map(([name, figures]) => row(name, ...figures, '')),
  ];
  return { title, rows };
}
