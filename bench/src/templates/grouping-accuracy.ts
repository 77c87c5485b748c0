/**
 * Share of lines whose group, as found, is exactly the group that the truth has (grouping accuracy; Zhu et al., "Tools
 * and Benchmarks for Automated Log Parsing", ICSE 2019). NaN for no lines.
 */
export function groupingAccuracy(
  found: readonly (string | number)[],
  truth: readonly (string | number)[],
): number {
  const foundSizes = sizes(found);
  const truthSizes = sizes(truth);
  const pairs = sizes(found.map((group, line) => JSON.stringify([group, truth[line]])));
  let right = 0;
  found.forEach((group, line) => {
    const both = pairs.get(JSON.stringify([group, truth[line]]));
    if (both === foundSizes.get(group) && both === truthSizes.get(truth[line])) right++;
  });
  return right / found.length;
}

function sizes<T>(groups: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
  return counts;
}
