import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { LabelledSeries } from '../datasets/load.ts';
import type { Scored } from './score-series.ts';

/** `100-120:3,7` → rows 100 to 120 of the test part, metrics 3 and 7 (from 1). */
export interface Interpretation {
  first: number;
  last: number;
  metrics: number[];
}

export function parseInterpretation(text: string): Interpretation[] {
  return text
    .trim()
    .split(/\r?\n/)
    .map((line) => {
      const parts = /^(\d+)-(\d+):([\d,]+)$/.exec(line.trim());
      if (!parts) throw new Error(`interpretation: "${line}" is not from-to:metrics`);
      return { first: Number(parts[1]), last: Number(parts[2]), metrics: parts[3].split(',').map(Number) };
    });
}

/**
 * Of the labelled events, those whose strangest row names one of the signals that the event was in; and how many a
 * signal drawn at random would be expected to hit.
 */
export function rootSignalHits(
  folder: string,
  series: LabelledSeries,
  scored: Scored,
): { hits: number; events: number; byChance: number } {
  const file = path.join(folder, 'asd', series.name, 'interpretation.txt');
  if (!existsSync(file)) return { hits: 0, events: 0, byChance: 0 };
  const events = parseInterpretation(readFileSync(file, 'utf8'));
  let hits = 0;
  for (const { first, last, metrics } of events) {
    let peak = series.evaluateFrom + first;
    for (let i = peak; i <= series.evaluateFrom + last; i++) {
      if (scored.decades[i] > scored.decades[peak]) peak = i;
    }
    const column = series.columns.findIndex(({ name }) => name === scored.signal[peak]);
    if (metrics.includes(column + 1)) hits++;
  }
  const listed = events.reduce((sum, { metrics }) => sum + metrics.length, 0);
  return { hits, events: events.length, byChance: listed / series.columns.length };
}
