import { Button, Field } from '@grafana/ui';
import React from 'react';
import { QueryText } from './QueryText.tsx';
import type { QueryProps } from './query-props.ts';

/** Which documents are read; a filter that was written as an object is kept until somebody writes another. */
export function FilterField(props: QueryProps): React.JSX.Element {
  const { query, onChange, off } = props;
  if (query.keptFilter !== undefined) {
    return (
      <Field
        label="Filter"
        noMargin
        description="A query object, written through the API. It is kept as it is."
      >
        <Button
          type="button"
          size="sm"
          variant="secondary"
          disabled={off}
          onClick={() => onChange({ keptFilter: undefined })}
        >
          Write a query string in its place
        </Button>
      </Field>
    );
  }
  return (
    <QueryText
      {...props}
      name="filter"
      path="filter"
      label="Filter"
      hint="A query string; all documents when empty"
      placeholder="level:ERROR AND NOT env:staging"
    />
  );
}
