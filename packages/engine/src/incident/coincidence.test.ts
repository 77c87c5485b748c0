import { expect, test } from 'vitest';
import { anomaly, groups, live, shop, withoutGraph } from './test-shop.ts';

test('among many signals a mild one strays by chance: it neither comes of trouble nor brings it', () => {
  const mild = { score: 41, alerts: false };
  const crowded = { ...withoutGraph, signals: new Map([...shop.entities].map((name) => [name, 200])) };
  const late = [anomaly('index', 0, undefined), anomaly('ledger', 4, undefined, mild)];
  expect(live(late, 5, crowded).incidents.get('iindex@0')?.parts.length).toBe(1);
  expect(groups(live(late, 5, withoutGraph))).toEqual(['index+ledger']);
  const early = [anomaly('ledger', 0, undefined, mild), anomaly('index', 4)];
  expect(live(early, 5, crowded).incidents.get('iindex@4')?.parts.length).toBe(1);
  expect(groups(live(early, 5, withoutGraph))).toEqual(['index+ledger']);
});
