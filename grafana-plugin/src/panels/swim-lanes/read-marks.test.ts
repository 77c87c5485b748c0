import { FieldType, createDataFrame } from '@grafana/data';
import { expect, test } from 'vitest';
import { anomaliesTable, anomalyRegions } from '../../datasource/frames/anomalies-frame.ts';
import { scoresFrame } from '../../datasource/frames/scores-frame.ts';
import { anomaly, series } from '../../testing.ts';
import { readMarks } from './read-marks.ts';

const END = Date.parse('2026-01-01T12:00:00.000Z');

test('a table of anomalies, with what goes on left open', () => {
  const table = anomaliesTable('A', [anomaly(), anomaly({ id: 'a2', end: null, severity: 'LOW' })]);
  expect(readMarks([table], 'LOW')).toMatchObject([
    {
      anomalyId: 'a1',
      signalId: '00000000000000a1',
      title: 'checkout · errors',
      severity: 'HIGH',
      score: 62,
    },
    { anomalyId: 'a2', end: null },
  ]);
  expect(readMarks([table], 'MEDIUM')).toHaveLength(1);
});

test('regions take the title of their signal’s scores, and nothing counts twice', () => {
  const regions = anomalyRegions('A', [anomaly({ end: null })], END);
  const marks = readMarks([scoresFrame('A', series()), regions, anomaliesTable('B', [])], 'LOW');
  expect(marks).toMatchObject([{ title: 'checkout · errors', end: null }]);
  expect(readMarks([regions, regions], 'LOW')).toHaveLength(1);
});

test('frames of another data source are none of ours', () => {
  const other = createDataFrame({ fields: [{ name: 'time', type: FieldType.time, values: [1] }] });
  expect(readMarks([other], 'LOW')).toBeUndefined();
  expect(readMarks([], 'LOW')).toBeUndefined();
});
