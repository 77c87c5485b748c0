import { useRef } from 'react';
import type { LapwingQuery } from '../query.ts';

interface Told {
  from: string;
  to: string;
}

/**
 * Changes a part of `query`; the same change of the same query is told once. The Combobox of Grafana 12.2 tells a choice
 * again each time it is drawn, and Explore draws the editor again before it hands out the changed query: without this
 * the two go round until React gives up on the page.
 */
export function useChange(
  query: LapwingQuery,
  tell: (changed: LapwingQuery) => void,
): (part: Partial<LapwingQuery>) => void {
  const last = useRef<Told>(undefined);
  return (part) => {
    const changed = { ...query, ...part };
    const told = { from: JSON.stringify(query), to: JSON.stringify(changed) };
    const known = last.current;
    if (told.from === told.to || (told.from === known?.from && told.to === known.to)) return;
    last.current = told;
    tell(changed);
  };
}
