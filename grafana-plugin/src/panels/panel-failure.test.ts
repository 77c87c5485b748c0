import { LoadingState, type PanelData, createDataFrame, dateTime } from '@grafana/data';
import { expect, test } from 'vitest';
import { noticeFrame } from '../datasource/frames/notice-frame.ts';
import { failureOf } from './panel-failure.ts';

const moment = dateTime(0);
const panel = (change: Partial<PanelData>): PanelData => ({
  ...{ state: LoadingState.Done, series: [] },
  timeRange: { from: moment, to: moment, raw: { from: moment, to: moment } },
  ...change,
});

test('an error, an empty frame’s notice, or nothing', () => {
  expect(failureOf(panel({ errors: [{ message: 'broken' }] }))).toBe('broken');
  expect(failureOf(panel({ series: [noticeFrame('A', 'Lapwing is too slow. Wait.')] }))).toMatch(/too slow/);
  expect(failureOf(panel({ series: [createDataFrame({ fields: [] })] }))).toBeUndefined();
});
