import type { QueryDraft } from '@lapwing/visuals';
import React from 'react';
import { TextField } from '../fields.tsx';
import type { QueryProps } from './query-props.ts';

/** The settings of a query that are written as a line of text. */
type TextKey = {
  [K in keyof QueryDraft]: QueryDraft[K] extends string ? (string extends QueryDraft[K] ? K : never) : never;
}[keyof QueryDraft];

interface Props extends QueryProps {
  /** In the draft. */
  name: TextKey;
  /** Below `query` in the detector, as the service names it. */
  path: string;
  label: string;
  hint?: string;
  placeholder?: string;
  type?: 'number';
}

/** One setting of a query, as a line of text or a number. */
export function QueryText(props: Props): React.JSX.Element {
  const { query, onChange, errors, off, name, path, ...field } = props;
  return (
    <TextField
      {...{ errors, off, ...field }}
      path={`query.${path}`}
      value={query[name]}
      onChange={(text) => onChange({ [name]: text })}
    />
  );
}
