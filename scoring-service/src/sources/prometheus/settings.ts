import type { ServerSettings } from '../shared/settings.ts';

export interface PrometheusSourceSettings extends ServerSettings {
  name: string;
  /** Samples that one answer should hold at most, over all its series. */
  samplesPerAnswer?: number;
}

/** About 6 MB of JSON: read in a blink, and a two-hundredth of the server's own limit (`--query.max-samples`). */
export const DEFAULT_SAMPLES_PER_ANSWER = 250_000;
/** The server refuses more than 11,000 points a series; the end of a range counts as one. */
export const POINTS_PER_SERIES = 10_999;
