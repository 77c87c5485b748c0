/** Average precision (area under the precision-recall curve by steps, ties taken together), as scikit-learn has it. */
export function averagePrecision(labels: ArrayLike<number>, scores: ArrayLike<number>): number {
  const order = Array.from({ length: labels.length }, (_, i) => i).sort((a, b) => scores[b] - scores[a]);
  let positives = 0;
  for (let i = 0; i < labels.length; i++) positives += labels[i] ? 1 : 0;
  if (positives === 0) return NaN;
  let [tp, seen, area, recallBefore] = [0, 0, 0, 0];
  for (let i = 0; i < order.length; i++) {
    seen++;
    if (labels[order[i]]) tp++;
    if (i + 1 < order.length && scores[order[i + 1]] === scores[order[i]]) continue;
    const recall = tp / positives;
    area += (recall - recallBefore) * (tp / seen);
    recallBefore = recall;
  }
  return area;
}
