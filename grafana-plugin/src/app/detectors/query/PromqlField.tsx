import React from 'react';
import { QueryText } from './QueryText.tsx';
import type { QueryProps } from './query-props.ts';

/** Metrics, by an expression. */
export function PromqlField(props: QueryProps): React.JSX.Element {
  return (
    <QueryText
      {...props}
      name="expr"
      path="expr"
      label="PromQL"
      hint="Each series of its result is one signal"
      placeholder="sum by (service) (rate(http_requests_total[5m]))"
    />
  );
}
