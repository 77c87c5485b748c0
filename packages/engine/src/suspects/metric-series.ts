/** One metric of one service: readings at times (epoch ms), in any order; NaN is no reading. */
export interface MetricSeries {
  service: string;
  metric: string;
  times: ArrayLike<number>;
  values: ArrayLike<number>;
}
