import React from 'react';
import { ChoiceField } from '../fields.tsx';
import { FilterField } from './FilterField.tsx';
import { QueryText } from './QueryText.tsx';
import type { QueryProps } from './query-props.ts';

const MEASURES = [
  { value: 'count', label: 'Number of documents' },
  { value: 'rate', label: 'Share of documents that match' },
  { value: 'cardinality', label: 'Number of different values of a field' },
  { value: 'sum', label: 'Sum of a field' },
  { value: 'avg', label: 'Mean of a field' },
  { value: 'percentile', label: 'Percentile of a field' },
] as const;
const SPLIT_HINT =
  'Fields with commas between them, four at most; service stands for the detected service field';

/** Log documents: which ones, what of them is measured, and for whom apart. */
export function DocumentFields(props: QueryProps): React.JSX.Element {
  const { query, onChange, errors, off } = props;
  const { measure } = query;
  return (
    <>
      <QueryText
        {...props}
        name="index"
        path="index"
        label="Index"
        hint="An index, an alias or a pattern"
        placeholder="logs-*"
      />
      <FilterField {...props} />
      <ChoiceField
        {...{ errors, off }}
        path="query.measure"
        label="Measure"
        value={measure}
        options={MEASURES}
        onChange={(chosen) => onChange({ measure: chosen })}
      />
      {measure === 'rate' && query.keptOf === undefined && (
        <QueryText
          {...props}
          name="of"
          path="measure.of"
          label="Share of"
          hint="A query string"
          placeholder="status:>=500"
        />
      )}
      {measure !== 'count' && measure !== 'rate' && (
        <QueryText {...props} name="field" path="measure.field" label="Field" />
      )}
      {measure === 'percentile' && (
        <QueryText {...props} name="percent" path="measure.percent" label="Percent" type="number" />
      )}
      <QueryText {...props} name="splitBy" path="split_by" label="Split by" hint={SPLIT_HINT} />
      <QueryText
        {...props}
        name="timeField"
        path="time_field"
        label="Time field"
        hint="Detected when empty"
      />
    </>
  );
}
