import { CALLS_BY, CALL_MEASURES } from '@lapwing/visuals';
import React from 'react';
import { ChecksField } from '../fields.tsx';
import { QueryText } from './QueryText.tsx';
import { NAMES_HINT, ServicesField } from './ServicesField.tsx';
import type { QueryProps } from './query-props.ts';

/** Calls between services, out of their spans. */
export function CallFields(props: QueryProps): React.JSX.Element {
  const { query, onChange, errors, off } = props;
  return (
    <>
      <ChecksField
        {...{ errors, off }}
        path="query.by"
        label="Count calls by"
        chosen={query.callsBy}
        options={CALLS_BY.map((value) => ({ value, label: value }))}
        onChange={(callsBy) => onChange({ callsBy })}
      />
      <ChecksField
        {...{ errors, off }}
        path="query.measures"
        label="Measure"
        chosen={query.measures}
        options={CALL_MEASURES.map((value) => ({ value, label: value }))}
        onChange={(measures) => onChange({ measures })}
      />
      <ServicesField {...props} />
      <QueryText {...props} name="operations" path="operations" label="Operations" hint={NAMES_HINT} />
    </>
  );
}
