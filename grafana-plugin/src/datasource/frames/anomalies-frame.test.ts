import { expect, test } from 'vitest';
import { anomaly } from '../../testing.ts';
import { anomaliesTable, anomalyRegions } from './anomalies-frame.ts';
import { escapeHtml } from './escape-html.ts';

const column = (frame: ReturnType<typeof anomalyRegions>, name: string): unknown[] | undefined =>
  frame.fields.find((field) => field.name === name)?.values;

test('a region has its colour, its end and what our own panel reads', () => {
  const frame = anomalyRegions(
    'A',
    [anomaly(), anomaly({ id: 'a2', end: null })],
    Date.parse('2026-01-01T12:00:00Z'),
  );
  expect(column(frame, 'color')).toEqual(['#FF780A', '#FF780A']);
  expect(column(frame, 'timeEnd')).toEqual([
    Date.parse('2026-01-01T11:00:00Z'),
    Date.parse('2026-01-01T12:00:00Z'),
  ]);
  expect(column(frame, 'open')).toEqual([false, true]);
  expect(column(frame, 'anomaly_id')).toEqual(['a1', 'a2']);
});

test('what Grafana shows as HTML is escaped, what our panel shows as text is not', () => {
  const evil = anomaly({ labels: { service: '<img src=x onerror=alert(1)>' }, reason: '<b>&"\'' });
  const frame = anomalyRegions('A', [evil], 0);
  expect(column(frame, 'title')).toEqual(['High anomaly: &lt;img src=x onerror=alert(1)&gt;']);
  expect(String(column(frame, 'text')?.[0])).toMatch(/^&lt;b&gt;&amp;&quot;&#39; /);
  expect(column(frame, 'reason')).toEqual(['<b>&"\'']);
  expect(escapeHtml('plain')).toBe('plain');
});

test('the table leaves an open anomaly’s end empty', () => {
  const frame = anomaliesTable('A', [anomaly({ end: null })]);
  expect(column(frame, 'timeEnd')).toEqual([null]);
  expect(anomaliesTable('A', []).length).toBe(0);
});
