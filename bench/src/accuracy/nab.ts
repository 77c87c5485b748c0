import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadNab, type LabelledSeries } from '../datasets/load.ts';
import type { Table } from '../report/table.ts';
import { NAB_PEERS } from './peers.ts';
import { scoreSeries } from './score-series.ts';

type Row = Table['rows'][number];
interface Profile {
  score: number;
  detected: number;
  windows: number;
}
type Profiles = Record<'standard' | 'rewardLowFP' | 'rewardLowFN', Profile>;
interface Corpus {
  name: string;
}
interface NabScore {
  readCorpus(): Corpus[];
  scoreCorpus(corpus: Corpus[], scoresOf: (series: Corpus) => Float64Array): Profiles;
}

/**
 * NAB's own scoring function over the news column: NAB charges for each row of an alarm, so news is what it ranks. NAB
 * looks for the best threshold over the corpus; `any news` has none. The halves (every other file of each group) show
 * how far the figures hang on single files, the shorter past how far on where the files happen to begin.
 */
export async function nab(folder: string): Promise<Table> {
  const title = 'NAB, one setting for the whole corpus, strictly causal, ranked by news';
  const tool = path.join(folder, '../tools/nab-score.mjs');
  if (!existsSync(tool)) return { title: `${title}: skipped, no ${tool}`, rows: [] };
  const { readCorpus, scoreCorpus } = (await import(pathToFileURL(tool).href)) as NabScore;
  const corpus = readCorpus();
  const series = loadNab(folder);
  const news = await newsOf(series);
  const scored = (of: Corpus[], told: Told): Profiles => scoreCorpus(of, ({ name }) => told(name));
  const half = (k: number): Corpus[] => corpus.filter(({ name }) => indexInGroup(corpus, name) % 2 === k);
  const any: Told = (name) => news(name).map((x) => (x > 0 ? 1 : 0));
  const fewer = await newsOf(series.map(withoutHalfOfProbation));
  const rows = [
    rowOf('Lapwing', scored(corpus, news)),
    rowOf('Lapwing, any news', scored(corpus, any)),
    rowOf('Lapwing, one half of the files', scored(half(0), news)),
    rowOf('Lapwing, the other half', scored(half(1), news)),
    rowOf(
      'Lapwing, half as much of the past at first',
      scored(corpus, (name) => padded(fewer(name), news(name).length)),
    ),
    ...Object.entries(NAB_PEERS).map(([name, figures]) => row(name, ...figures, '')),
  ];
  return { title, rows, picture: { bars: 'standard' } };
}

/** The news of a file by its name. */
type Told = (name: string) => Float64Array;

async function newsOf(series: readonly LabelledSeries[]): Promise<Told> {
  const news = new Map<string, Float64Array>();
  for (const one of series) news.set(one.name, (await scoreSeries(one)).news);
  return (name) => {
    const told = news.get(name);
    if (!told) throw new Error(`NAB: no scores for ${name}`);
    return told;
  };
}

function indexInGroup(corpus: readonly Corpus[], name: string): number {
  const group = path.dirname(name);
  return corpus.filter((file) => path.dirname(file.name) === group).findIndex((file) => file.name === name);
}

function withoutHalfOfProbation(series: LabelledSeries): LabelledSeries {
  const from = series.evaluateFrom >> 1;
  return {
    ...series,
    timesMs: series.timesMs.subarray(from),
    columns: series.columns.map(({ name, values }) => ({ name, values: values.subarray(from) })),
    labels: series.labels.subarray(from),
    evaluateFrom: series.evaluateFrom - from,
  };
}

/** `news` at the end of `length` rows, with none before. */
function padded(news: Float64Array, length: number): Float64Array {
  const all = new Float64Array(length);
  all.set(news, length - news.length);
  return all;
}

function rowOf(detector: string, { standard, rewardLowFP, rewardLowFN }: Profiles): Row {
  const found = `${standard.detected} of ${standard.windows}`;
  return row(detector, standard.score, rewardLowFP.score, rewardLowFN.score, found);
}

function row(detector: string, standard: number, lowFp: number, lowFn: number, found: string): Row {
  return { detector, standard, 'low FP': lowFp, 'low FN': lowFn, 'windows found': found };
}
