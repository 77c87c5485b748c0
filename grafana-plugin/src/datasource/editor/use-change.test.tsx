import React from 'react';
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { expect, test } from 'vitest';
import type { LapwingQuery } from '../query.ts';
import { useChange } from './use-change.ts';

const STORED: LapwingQuery = { refId: 'A', kind: 'scores' };

/** Shows an editor of `query` and gives its change. */
function editor(): {
  show: (query: LapwingQuery) => void;
  change: (part: Partial<LapwingQuery>) => void;
  told: LapwingQuery[];
} {
  const root = createRoot(document.createElement('div'));
  const told: LapwingQuery[] = [];
  let current: (part: Partial<LapwingQuery>) => void = () => undefined;
  function Editor({ query }: { query: LapwingQuery }): null {
    current = useChange(query, (changed) => told.push(changed));
    return null;
  }
  const show = (query: LapwingQuery): void => flushSync(() => root.render(<Editor query={query} />));
  show(STORED);
  return { show, change: (part) => current(part), told };
}

test('a choice that is told again, before and after it has come back as the query, changes once', () => {
  const { show, change, told } = editor();
  change({ signalId: 's1' });
  show(STORED);
  change({ signalId: 's1' });
  show({ ...STORED, signalId: 's1' });
  change({ signalId: 's1' });
  expect(told).toEqual([{ ...STORED, signalId: 's1' }]);
});

test('another choice counts, and so does the same one of a query that was taken back', () => {
  const { show, change, told } = editor();
  change({ signalId: 's1' });
  show({ ...STORED, signalId: 's1' });
  change({ signalId: 's2' });
  show({ ...STORED, lowestSeverity: 'HIGH' });
  change({ signalId: 's1' });
  expect(told.map(({ signalId }) => signalId)).toEqual(['s1', 's2', 's1']);
});
