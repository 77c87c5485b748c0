import { Alert } from '@grafana/ui';
import type { DetectorCheck } from '@lapwing/contract';
import { formatNumber, signalTitle } from '@lapwing/visuals';
import React from 'react';

const SHOWN = 5;

/** What a detector would see if it were saved now. */
export function CheckResult({ seen }: { seen: DetectorCheck }): React.JSX.Element {
  const { ok, signals, sample, warnings } = seen;
  const title = ok
    ? `It would see ${signals === 1 ? '1 signal' : `${formatNumber(signals)} signals`}`
    : 'It would not work: see what is wrong at the fields';
  const severity = !ok ? 'error' : warnings.length > 0 || signals === 0 ? 'warning' : 'success';
  return (
    <Alert severity={severity} title={title} topSpacing={2}>
      {warnings.map((warning) => (
        <p key={warning}>{warning}</p>
      ))}
      {sample.length > 0 && (
        <ul style={{ listStyle: 'none', margin: 0, overflowWrap: 'anywhere' }} aria-label="Some of them">
          {sample.slice(0, SHOWN).map(({ labels, last_value: value }, place) => (
            <li key={place}>
              {signalTitle(labels, 'a signal without labels')}: {formatNumber(value)}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
