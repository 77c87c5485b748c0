import { FieldType, createDataFrame } from '@grafana/data';
import { expect, test } from 'vitest';
import { anomalyRegions } from '../../datasource/frames/anomalies-frame.ts';
import { noticeFrame } from '../../datasource/frames/notice-frame.ts';
import { scoresFrame } from '../../datasource/frames/scores-frame.ts';
import { anomaly, series } from '../../testing.ts';
import { readRegions, readSeries } from './read-frames.ts';

test('our data source’s frame is read whole, under its signal', () => {
  const [read] = readSeries([scoresFrame('A', series())]);
  expect(read).toMatchObject({ key: '00000000000000a1', title: 'checkout · errors' });
  expect(read?.columns).toMatchObject({ time: [0, 60_000, 120_000], upper: [9, 9, 9], score: [1, 62, 0] });
});

test('of any other frame the first number is the value', () => {
  const frame = createDataFrame({
    fields: [
      { name: 'Time', type: FieldType.time, values: [1, 2] },
      { name: 'note', type: FieldType.string, values: ['a', 'b'] },
      { name: 'cpu', type: FieldType.number, values: [0.5, 0.6] },
    ],
  });
  expect(readSeries([frame])).toMatchObject([
    { key: 'frame 0', title: 'cpu', columns: { value: [0.5, 0.6] } },
  ]);
});

test('what can’t be drawn is left out', () => {
  const empty = { time: [], value: [], expected: [], lower: [], upper: [], score: [] };
  const none = series({ ...empty, value_min: [], value_max: [] });
  const noTime = createDataFrame({ fields: [{ name: 'n', type: FieldType.number, values: [1] }] });
  expect(readSeries([noTime, noticeFrame('A', 'away'), scoresFrame('A', none)])).toEqual([]);
});

test('regions of the shown signal alone, at or above the lowest severity', () => {
  const frames = [
    anomalyRegions(
      'A',
      [anomaly(), anomaly({ id: 'low', severity: 'LOW' }), anomaly({ id: 'other', signal_id: 'b' })],
      0,
    ),
  ];
  expect(readRegions(frames, '00000000000000a1', 'MEDIUM')).toMatchObject([
    { anomalyId: 'a1', severity: 'HIGH', score: 62, reason: 'errors of checkout are 48, expected 3' },
  ]);
});

test('an anomaly that goes on has no end', () => {
  const frames = [anomalyRegions('A', [anomaly({ end: null })], Date.parse('2026-01-01T12:00:00Z'))];
  expect(readRegions(frames, '00000000000000a1', 'LOW')).toMatchObject([{ end: null }]);
});

test('other people’s annotations are not ours', () => {
  const deployment = createDataFrame({ fields: [{ name: 'time', type: FieldType.time, values: [1] }] });
  expect(readRegions([deployment], 'x', 'LOW')).toBeUndefined();
  expect(readRegions([], 'x', 'LOW')).toBeUndefined();
});
