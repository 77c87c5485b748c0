/** Mean depth of an unsuccessful search in a tree of n points: c(n) of Liu, Ting, Zhou, ICDM 2008, equation 1. */
export function meanDepth(n: number): number {
  if (n <= 1) return 0;
  if (n === 2) return 1;
  return 2 * (Math.log(n - 1) + 0.577_215_664_9) - (2 * (n - 1)) / n;
}
