import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadNab } from '../datasets/load.ts';
import type { Table } from '../report/report.ts';
import { scoreSeries } from './score-series.ts';

type Profile = Record<string, { score: number; detected: number; windows: number }>;
interface NabScore {
  readCorpus(): { name: string }[];
  scoreCorpus(corpus: { name: string }[], scoresOf: (series: { name: string }) => Float64Array): Profile;
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
  const rows = Object.entries(profiles).map(([profile, { score, detected, windows }]) => ({
    profile,
    score,
    'windows found': `${detected} of ${windows}`,
  }));
  return { title, rows };
}
