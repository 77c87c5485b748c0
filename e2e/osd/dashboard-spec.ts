export const PATTERN = { id: 'lapwing-e2e', title: 'lapwing-e2e-shop-*', timeFieldName: '@timestamp' };
export const TIME_RANGE = { from: 'now-3h', to: 'now' };

export interface Chart {
  id: string;
  title: string;
  type: 'line' | 'histogram';
  /** DQL. */
  query: string;
  splits?: string[];
}

/** What a team may have on a dashboard over the shop's logs. */
export const CHARTS: readonly Chart[] = [
  { id: 'lapwing-e2e-errors', title: 'Errors a minute', type: 'line', query: 'level: ERROR' },
  { id: 'lapwing-e2e-lines', title: 'Lines by service', type: 'histogram', query: '', splits: ['service'] },
  { id: 'lapwing-e2e-cart', title: 'Lines of cart', type: 'line', query: 'service: cart' },
];

/** Aggregations as `Vis.serialize()` of OpenSearch Dashboards 2.8, 2.19 and 3.x gives them: a count a minute. */
export function aggsOf({ splits = [] }: Chart): object[] {
  const agg = (at: number, type: string, schema: string, params: object): object => ({
    ...{ id: String(at), enabled: true, type, schema, params },
  });
  return [
    agg(1, 'count', 'metric', {}),
    agg(2, 'date_histogram', 'segment', { field: '@timestamp', interval: 'm' }),
    ...splits.map((field, place) => agg(3 + place, 'terms', 'group', { field, size: 5 })),
  ];
}

/** Parameters of a chart's drawing. */
export function paramsOf({ type }: Chart): object {
  const shown = { show: true, style: {}, scale: { type: 'linear' }, labels: { show: true }, title: {} };
  return {
    type,
    grid: { categoryLines: false },
    categoryAxes: [{ id: 'CategoryAxis-1', type: 'category', position: 'bottom', ...shown }],
    valueAxes: [
      {
        id: 'ValueAxis-1',
        name: 'LeftAxis-1',
        type: 'value',
        position: 'left',
        ...shown,
        title: { text: 'Count' },
      },
    ],
    seriesParams: [
      {
        ...{ show: true, type, mode: 'normal', data: { label: 'Count', id: '1' }, valueAxis: 'ValueAxis-1' },
        ...{ drawLinesBetweenPoints: true, lineWidth: 2, interpolate: 'linear', showCircles: true },
      },
    ],
    ...{ addTooltip: true, addLegend: true, legendPosition: 'right', times: [], addTimeMarker: false },
    thresholdLine: { show: false, value: 10, width: 1, style: 'full', color: '#E7664C' },
    labels: {},
  };
}

/** The dashboard as the page of ours takes it (preview/dashboard/spec.ts). */
export function shopDashboard(): object {
  const panels = CHARTS.map(({ id }) => [
    id,
    { type: 'visualization', explicitInput: { savedObjectId: id } },
  ]);
  return {
    timeRange: TIME_RANGE,
    panels: Object.fromEntries(panels) as object,
    visualisations: CHARTS.map((chart) => {
      const { id, title, type, query } = chart;
      const searchSource = { query: { query, language: 'kuery' }, filter: [] };
      const data = { aggs: aggsOf(chart), searchSource };
      return { id, title, indexPattern: PATTERN, serialized: { type, params: paramsOf(chart), data } };
    }),
  };
}
