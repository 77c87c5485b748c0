import { openStores } from '../../scoring-service/src/stores/open-stores.ts';

const PAGE = 10_000;

/** All that a data folder holds, in an order of its own, so that two folders can be compared line by line. */
export function storedRows(folder: string): { scores: string[]; anomalies: string[] } {
  const stores = openStores(folder, {
    now: Date.now,
    onSetAside: (what) => {
      throw new Error(`snapshot set aside: ${what.reason}`);
    },
  });
  try {
    const scores: string[] = [];
    for (let seq = 0; ;) {
      const rows = stores.scores.scoresAfter(seq, PAGE);
      for (const { signal, time, value, score, pValue, news, expected, lower, upper } of rows) {
        const { detector_id: detector, labels } = signal;
        scores.push(
          JSON.stringify([detector, labels, time, value, score, pValue, news, expected, lower, upper]),
        );
      }
      const last = rows.at(-1);
      if (last === undefined) break;
      seq = last.seq;
    }
    const anomalies: string[] = [];
    for (let seq = 0; ;) {
      const rows = stores.scores.anomaliesAfter(seq, PAGE);
      for (const { anomaly } of rows) anomalies.push(JSON.stringify(anomaly));
      const last = rows.at(-1);
      if (last === undefined) break;
      seq = last.seq;
    }
    return { scores: scores.sort(), anomalies: anomalies.sort() };
  } finally {
    stores.close();
  }
}

/** What one list has and the other has not, the first few of each: a difference of a hundred thousand lines helps nobody. */
export function difference(expected: readonly string[], found: readonly string[]): object {
  const [before, after] = [new Set(expected), new Set(found)];
  const missing = expected.filter((line) => !after.has(line));
  const extra = found.filter((line) => !before.has(line));
  return {
    missing: missing.length,
    extra: extra.length,
    repeated: found.length - after.size,
    first: [...missing.slice(0, SHOWN), ...extra.slice(0, SHOWN)],
  };
}
export const NO_DIFFERENCE = { missing: 0, extra: 0, repeated: 0, first: [] };
const SHOWN = 3;
