import { expect, test, vi } from 'vitest';
import type { PanelEmbeddable } from '../../types/dashboards.ts';
import { testAnomaly } from '../panels/testing.ts';
import { type BadgeParts, makeBadge } from './badge.ts';
import { badgeText } from './badge-text.ts';

const embeddable: PanelEmbeddable = {
  ...{ id: '1', type: 'visualization', getInput: () => ({ id: '1' }), getOutput: () => ({}) },
};
const found = { anomalies: [testAnomaly({})], more: false };
const parts = (more: Partial<BadgeParts>): BadgeParts => ({
  ...{ find: () => Promise.resolve(found), text: badgeText, open: () => Promise.resolve() },
  ...more,
});

test('a badge that says what there is, and opens it', async () => {
  const open = vi.fn(() => Promise.resolve());
  const badge = makeBadge(() => Promise.resolve(parts({ open }))).action;
  expect(badge.getDisplayName({ embeddable })).toBe('');
  expect(await badge.isCompatible({ embeddable })).toBe(true);
  expect(badge.getDisplayName({ embeddable })).toBe('High anomaly');
  await badge.execute({ embeddable });
  expect(open).toHaveBeenCalledExactlyOnceWith(embeddable, found);
});

test('no badge where nothing is found, where nobody answers, or where the script does not come', async () => {
  const nothing = makeBadge(() =>
    Promise.resolve(parts({ find: () => Promise.resolve({ anomalies: [], more: false }) })),
  );
  expect(await nothing.action.isCompatible({ embeddable })).toBe(false);
  const down = makeBadge(() => Promise.resolve(parts({ find: () => Promise.reject(new Error('down')) })));
  expect(await down.action.isCompatible({ embeddable })).toBe(false);
  const offline = makeBadge(() => Promise.reject(new Error('404')));
  expect(await offline.action.isCompatible({ embeddable })).toBe(false);
});

test('the other badges of a panel do not wait for a service that hangs', async () => {
  vi.useFakeTimers();
  try {
    const hanging = makeBadge(() => Promise.resolve(parts({ find: () => new Promise(() => undefined) })));
    const asked = hanging.action.isCompatible({ embeddable });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await asked).toBe(false);
  } finally {
    vi.useRealTimers();
  }
});

test('after a refresh of the data, a dashboard is told where a badge says something else', async () => {
  let now = found;
  const updateInput = vi.fn();
  const badge = makeBadge(() => Promise.resolve(parts({ find: () => Promise.resolve(now) })));
  const panel: PanelEmbeddable = { ...embeddable, parent: { updateInput } };
  await badge.action.isCompatible({ embeddable: panel });
  await badge.refresh();
  expect(updateInput).not.toHaveBeenCalled();
  now = { anomalies: [testAnomaly({}, { severity: 'CRITICAL' })], more: false };
  await badge.refresh();
  expect(updateInput).toHaveBeenCalledExactlyOnceWith({ lapwingBadges: 2 });
  panel.destroyed = true;
  await badge.refresh();
  expect(updateInput).toHaveBeenCalledTimes(1);
});
