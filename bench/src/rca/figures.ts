/** Where the right service came in each case, from 1; 0 when it was not named. */
export interface RankFigures extends Record<string, number> {
  cases: number;
  'top-1': number;
  'top-3': number;
  'Avg@5': number;
}

/** Shares of cases whose right service is among the first; Avg@5 is the mean of top-1 to top-5. */
export function rankFigures(ranks: readonly number[]): RankFigures {
  const top = (k: number): number =>
    ranks.length === 0 ? NaN : ranks.filter((rank) => rank >= 1 && rank <= k).length / ranks.length;
  const average = [1, 2, 3, 4, 5].reduce((sum, k) => sum + top(k), 0) / 5;
  return { cases: ranks.length, 'top-1': top(1), 'top-3': top(3), 'Avg@5': average };
}

/** From 1; 0 when none of `services` is in the ranking. */
export function rankOf(ranking: readonly { service: string }[], services: readonly string[]): number {
  return ranking.findIndex(({ service }) => services.includes(service)) + 1;
}
