import type { Severity } from '@lapwing/contract';
import { severityColour, severityName } from '@lapwing/visuals';
import React from 'react';

/** A severity as a dot and, where `named`, its name: colour never speaks alone. */
export function SeverityMark({
  severity,
  named = false,
}: {
  severity: Severity;
  named?: boolean;
}): React.JSX.Element {
  return (
    <span className="lpw-mark">
      <span className="lpw-dot" style={{ background: severityColour(severity) }} aria-hidden />
      {named && severityName(severity)}
    </span>
  );
}
