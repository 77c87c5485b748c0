import type { Bank } from '../bank/bank.ts';
import { createScores, type BankScores } from '../bank/scores.ts';

/** What a bank said, as numbers a row: p-value, surprise, news, expected, lower, upper, feature, confidence. */
export type Said = number[];

function rowOf(scores: BankScores, i: number): Said {
  return [
    scores.pValue[i],
    scores.surprise[i],
    scores.news[i],
    scores.expected[i],
    scores.lower[i],
    scores.upper[i],
    scores.feature[i],
    scores.confidence[i],
  ];
}

/** Steps `bank` through intervals `from` … `to` - 1 of all of its first `slots` signals. */
export function scoreAll(
  bank: Bank,
  slots: number,
  from: number,
  to: number,
  reading: (i: number, slot: number) => number,
): Said[][] {
  const scores = createScores(slots);
  const order = Uint32Array.from({ length: slots }, (_, s) => s);
  const said: Said[][] = [];
  for (let i = from; i < to; i++) {
    const values = Float64Array.from(order, (slot) => reading(i, slot));
    bank.step(i * bank.settings.intervalSeconds * 1000, order, values, scores);
    said.push(Array.from(order, (slot) => rowOf(scores, slot)));
  }
  return said;
}
