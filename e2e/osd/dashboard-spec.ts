const PATTERN = { id: 'shop', title: 'shop-*', timeFieldName: '@timestamp' };

interface Chart {
  id: string;
  title: string;
  type: 'line' | 'histogram';
  /** DQL. */
  query: string;
  splits?: string[];
}

/** A visualisation as `Vis.serialize()` of OpenSearch Dashboards 2.8, 2.19 and 3.x gives it: lines or bars a minute. */
function chart({ id, title, type, query, splits = [] }: Chart): object {
  const axis = { id: 'CategoryAxis-1', type: 'category', position: 'bottom', show: true };
  const agg = (at: number, kind: string, schema: string, params: object): object => ({
    ...{ id: String(at), enabled: true, type: kind, schema, params },
  });
  return {
    ...{ id, title, indexPattern: PATTERN },
    serialized: {
      type,
      params: { type, categoryAxes: [axis], seriesParams: [{ show: true, type, mode: 'normal' }] },
      data: {
        aggs: [
          agg(1, 'count', 'metric', {}),
          agg(2, 'date_histogram', 'segment', { field: '@timestamp', interval: 'm' }),
          ...splits.map((field, place) => agg(3 + place, 'terms', 'group', { field, size: 5 })),
        ],
        searchSource: { query: { query, language: 'kuery' }, filter: [] },
      },
    },
  };
}

/** A dashboard over the shop's logs, as a team may have it. */
export function shopDashboard(): object {
  const shown = (savedObjectId: string): object => ({
    type: 'visualization',
    explicitInput: { savedObjectId },
  });
  return {
    timeRange: { from: 'now-3h', to: 'now' },
    panels: {
      errors: shown('errors'),
      lines: shown('lines'),
      cart: shown('cart'),
    },
    visualisations: [
      chart({ id: 'errors', title: 'Errors a minute', type: 'line', query: 'level: ERROR' }),
      chart({ id: 'lines', title: 'Lines by service', type: 'histogram', query: '', splits: ['service'] }),
      chart({ id: 'cart', title: 'Lines of cart', type: 'line', query: 'service: cart' }),
    ],
  };
}
