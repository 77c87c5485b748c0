import datemath from '@elastic/datemath';
import { Subject } from 'rxjs';
import type { DataStart } from '../../types/dashboards.ts';

/** `data`, as far as times go: ranges by the same library, and what tells that a dashboard refreshes by itself. */
export function makeData(): { contract: DataStart; autoRefresh$: Subject<void> } {
  const autoRefresh$ = new Subject<void>();
  const bounds = (text: string, roundUp: boolean): { valueOf(): number } => {
    const read = datemath.parse(text, { roundUp });
    if (read === undefined) throw new Error(`${text} is no time`);
    return read;
  };
  return {
    autoRefresh$,
    contract: {
      query: {
        timefilter: {
          timefilter: {
            calculateBounds: ({ from, to }) => ({ min: bounds(from, false), max: bounds(to, true) }),
            getAutoRefreshFetch$: () => autoRefresh$,
          },
        },
      },
    },
  };
}
