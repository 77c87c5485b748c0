import type { PanelData } from '@grafana/data';

/** What went wrong with a panel's query: its error, or what our data source noted in an empty frame. */
export function failureOf(data: PanelData): string | undefined {
  const error = data.errors?.[0]?.message ?? data.error?.message;
  const empty = data.series.filter((frame) => frame.length === 0);
  return error ?? empty.flatMap((frame) => frame.meta?.notices ?? [])[0]?.text;
}
