/** Readings of one signal as files hold them, in the order of the rows. */
export interface ReplaySignal {
  service: string;
  metric: string;
  /** Epoch ms, and the value beside it; null is a missing reading. */
  times: number[];
  values: (number | null)[];
}

/** What one file holds. */
export interface ReplayFile {
  /** Path as a person would name it, from the replayed folder. */
  name: string;
  signals: ReplaySignal[];
}

export function signalKey({ service, metric }: { service: string; metric: string }): string {
  return JSON.stringify([service, metric]);
}
