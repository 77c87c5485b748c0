// The names by which data source and panel know each other's columns; people's transformations use them too.
export const SCORE_FIELDS = {
  time: 'time',
  value: 'value',
  value_min: 'value_min',
  value_max: 'value_max',
  expected: 'expected',
  lower: 'lower',
  upper: 'upper',
  score: 'score',
} as const;

export const ANOMALY_FIELDS = {
  id: 'anomaly_id',
  signalId: 'signal_id',
  severity: 'severity',
  score: 'score',
  reason: 'reason',
  start: 'time',
  end: 'timeEnd',
} as const;
