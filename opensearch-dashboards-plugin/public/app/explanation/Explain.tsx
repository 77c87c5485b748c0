import { EuiButtonEmpty } from '@elastic/eui';
import React, { useState } from 'react';
import { ExplanationView } from './ExplanationView.tsx';

interface Props {
  anomalyId: string;
  title: string;
}

/** What makes up the change that an anomaly tells of, when it is asked for: the source is asked then. */
export function Explain({ anomalyId, title }: Props): React.JSX.Element {
  const [open, setOpen] = useState(false);
  return (
    <>
      <EuiButtonEmpty
        size="xs"
        iconType={open ? 'arrowDown' : 'arrowRight'}
        aria-expanded={open}
        aria-label={`What makes it up: ${title}`}
        onClick={() => setOpen(!open)}
      >
        What makes it up
      </EuiButtonEmpty>
      {open && <ExplanationView anomalyId={anomalyId} />}
    </>
  );
}
