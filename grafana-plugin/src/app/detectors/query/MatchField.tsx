import React from 'react';
import { LabelRows } from '../LabelRows.tsx';
import type { QueryProps } from './query-props.ts';

/** Readings that programs send, or of a file: those with certain labels. */
export function MatchField({ query, onChange, errors, off }: QueryProps): React.JSX.Element {
  return (
    <LabelRows
      {...{ errors, off }}
      path="query.match"
      label="Match"
      hint="Labels that a reading must have; all readings when there are none"
      rows={query.match}
      onChange={(match) => onChange({ match })}
    />
  );
}
