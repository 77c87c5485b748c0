import { expect, test } from 'vitest';
import { barChart } from './bar-chart.ts';

const row = (detector: string, figure: number | string) => ({ detector, figure });
const widths = (svg: string | undefined): number[] =>
  [...(svg ?? '').matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));

test('bars are as long as their figures, ours has its own colour', () => {
  const svg = barChart({ title: 'T', rows: [row('Lapwing', 0.5), row('a <b>', 0.25)] }, { bars: 'figure' });
  const [ours, peer] = widths(svg);
  expect(peer).toBeCloseTo(ours / 2, 1);
  expect(svg).toContain('class="ours"');
  expect(svg).toContain('a &lt;b&gt;');
  expect(svg).not.toContain('<b>');
  expect(svg).toContain('>0.250<');
});

test('by the logarithm, ten times is a step', () => {
  const rows = [row('a', 1), row('b', 10), row('c', 100)];
  const [a, b, c] = widths(barChart({ title: 'T', rows }, { bars: 'figure', scale: 'log' }));
  expect(b - a).toBeCloseTo(c - b, 0);
  expect(a).toBeGreaterThan(10);
});

test('what was not measured is left out; with nothing left there is no picture', () => {
  const rows = [row('a', NaN), row('b', ''), row('c', 0)];
  expect(widths(barChart({ title: 'T', rows }, { bars: 'figure' }))).toEqual([1]);
  expect(widths(barChart({ title: 'T', rows }, { bars: 'figure', scale: 'log' }))).toEqual([1]);
  expect(barChart({ title: 'T', rows: rows.slice(0, 2) }, { bars: 'figure' })).toBeUndefined();
  expect(barChart({ title: 'T', rows: [] }, { bars: 'figure' })).toBeUndefined();
});
