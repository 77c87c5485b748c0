import React from 'react';
import { FilterField } from './FilterField.tsx';
import { QueryText } from './QueryText.tsx';
import type { QueryProps } from './query-props.ts';

/** Name in the draft, path in the detector, label. */
const DETECTED = [
  ['messageField', 'message_field', 'Message field'],
  ['levelField', 'level_field', 'Level field'],
  ['serviceField', 'service_field', 'Service field'],
  ['traceField', 'trace_field', 'Trace field'],
  ['timeField', 'time_field', 'Time field'],
] as const;

/** What log lines say: where their text stands, and when a template counts as new. */
export function TemplateFields(props: QueryProps): React.JSX.Element {
  return (
    <>
      <QueryText
        {...props}
        name="index"
        path="index"
        label="Index"
        hint="Of an OpenSearch; empty for lines that programs send"
      />
      <FilterField {...props} />
      {DETECTED.map(([name, path, label]) => (
        <QueryText key={name} {...props} {...{ name, path, label }} hint="Detected when empty" />
      ))}
      <QueryText
        {...props}
        name="templates"
        path="templates"
        label="Templates of a service"
        hint="With a signal of their own; the rest are “other”"
        type="number"
      />
      <QueryText
        {...props}
        name="learn"
        path="learn"
        label="Learn for"
        hint="Before a template is told to be new: 1h, 1d"
      />
    </>
  );
}
