import type { Mark } from '@lapwing/visuals';
import { expect, test } from 'vitest';
import { anomaly } from '../../testing.ts';
import { markTags, markText, markTitle } from './mark-text.ts';

const NOW = Date.parse('2026-01-01T12:00:00Z');
const mark = (anomalies: Mark['anomalies']): Mark => ({
  from: 0,
  to: 1,
  severity: 'HIGH',
  open: false,
  anomalies,
});

test('a mark of many says how many, on how many signals, and why for the worst', () => {
  const many = Array.from({ length: 7 }, (_, i) =>
    anomaly({ signal_id: `000000000000000${i % 3}`, labels: { service: `s${i % 3}` } }),
  );
  expect(markTitle(mark(many))).toBe('High: 7 anomalies, 3 signals');
  const lines = markText(mark(many), NOW).split('<br/>');
  expect(lines).toHaveLength(6);
  expect(lines[0]).toMatch(/^s0: errors of checkout are 48, expected 3 \(48, expected 3, score 62\) <a /);
  expect(lines[5]).toBe('and 2 milder');
  expect(markTags(mark(many))).toEqual(['HIGH', 's0', 's1', 's2']);
  expect(markTitle(mark(many.map((one) => ({ ...one, signal_id: 'x' }))))).toBe('High: 7 anomalies, s0');
});

test('markup in labels and reasons stays the text it is', () => {
  const evil = anomaly({
    signal_id: '"><script>',
    labels: { service: '<img src=x onerror=alert(1)>' },
    reason: '<b>&"\'',
  });
  for (const html of [markTitle(mark([evil])), markText(mark([evil, evil]), NOW)]) {
    expect(html.replace(/<br\/>|<a href="[^"<>]*">Chart<\/a>/g, '')).not.toMatch(/[<>"']/);
  }
});
