import React from 'react';
import { Pills } from './FilterBar.tsx';
import { SEVERITY_PILLS } from './severity-options.ts';
import type { PageQuery } from './use-query.ts';

/** Narrows a page to severities; what is chosen stands in the address. */
export function SeverityFilter({ query, label }: { query: PageQuery; label: string }): React.JSX.Element {
  return (
    <Pills
      label={label}
      options={SEVERITY_PILLS}
      chosen={query.list('severity')}
      onChange={(severity) => query.set({ severity })}
    />
  );
}
