import { expect, test } from 'vitest';
import { reliabilityDiagram } from './reliability.ts';

const LEVELS = [0.1, 0.01, 0.001];

test('an exact curve lies on the dashed line; a set is named, a shape is not', () => {
  const svg = reliabilityDiagram([
    { name: 'made up', real: false, levels: LEVELS, shares: LEVELS },
    { name: 'measured', real: true, levels: LEVELS, shares: [0.2, 0.02, 0] },
  ]);
  const dashed = /class="exact" x1="([\d.]+)" y1="([\d.]+)"/.exec(svg) ?? [];
  const [px, py] = (/class="shape" points="([\d.]+,[\d.]+)/.exec(svg)?.[1] ?? '').split(',').map(Number);
  expect(px).toBeCloseTo(Number(dashed[1]), 0);
  expect(py).toBeCloseTo(Number(dashed[2]), 0);
  expect(svg).toContain('measured');
  expect(svg).not.toContain('made up');
});

test('a curve ends where nothing came; one of nothing is drawn as nothing', () => {
  const svg = reliabilityDiagram([{ name: 'a', real: true, levels: LEVELS, shares: [0.1, 0, 0] }]);
  expect(/class="set"[^>]*points="([^"]*)"/.exec(svg)?.[1].split(' ')).toHaveLength(1);
  expect(svg).not.toMatch(/NaN|Infinity/);
});
