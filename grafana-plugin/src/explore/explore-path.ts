/** A data source as Explore's address names it. */
export interface ExploreSource {
  uid: string;
  type: string;
}

export interface ExplorePlace {
  source: ExploreSource;
  /** The query as that data source writes it, without its place. */
  query: Readonly<Record<string, unknown>>;
  /** Epoch ms. */
  from: number;
  to: number;
}

/** The path of Explore with a query in it, as Grafana from 10 on reads it. */
export function explorePath({ source, query, from, to }: ExplorePlace): string {
  const datasource = { type: source.type, uid: source.uid };
  const pane = {
    datasource: source.uid,
    queries: [{ refId: 'A', datasource, ...query }],
    range: { from: String(Math.round(from)), to: String(Math.round(to)) },
  };
  const search = new URLSearchParams({ schemaVersion: '1', panes: JSON.stringify({ lapwing: pane }) });
  return `/explore?${search.toString()}`;
}
