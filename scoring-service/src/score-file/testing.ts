import { readWideCsv } from '../csv/wide.ts';
import { SCORE_HEADER, scoreRows } from './score-rows.ts';

/** The bytes of a file in pieces of a size that parts lines, cells and characters. */
async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += 1021) yield bytes.subarray(at, at + 1021);
}

/** The lines that `lapwing score` answers to a file of `text`, the header first. */
export async function linesOf(text: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of scoreRows(await readWideCsv(pieces(text), 'in.csv'))) lines.push(line);
  return lines;
}

export interface ScoreLine {
  timestamp: string;
  score: number;
  pValue: number;
  severity: string;
  signal: string;
  /** Empty where there is none. */
  value: string;
  expected: string;
  lower: string;
  upper: string;
  news: number;
}

/** The rows of an answer without quoted cells. */
export async function rowsOf(text: string): Promise<ScoreLine[]> {
  const [header, ...lines] = await linesOf(text);
  if (header !== SCORE_HEADER) throw new Error(`header ${header}`);
  return lines.map((line) => {
    const [timestamp, score, pValue, severity, signal, value, expected, lower, upper, news, ...more] =
      line.split(',');
    if (news === undefined || more.length > 0) throw new Error(`not ten cells: ${line}`);
    return {
      timestamp,
      score: Number(score),
      pValue: Number(pValue),
      severity,
      signal,
      value,
      expected,
      lower,
      upper,
      news: Number(news),
    };
  });
}
