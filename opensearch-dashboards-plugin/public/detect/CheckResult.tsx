import { EuiCallOut, EuiSpacer } from '@elastic/eui';
import type { DetectorCheck } from '@lapwing/contract';
import { formatNumber, signalTitle } from '@lapwing/visuals';
import React from 'react';

/** What a detector would see if it were saved now. */
export function CheckResult({ check }: { check: DetectorCheck }): React.JSX.Element {
  const { ok, signals, sample, warnings, errors } = check;
  return (
    <>
      <EuiCallOut
        size="s"
        color={ok ? 'success' : 'warning'}
        title={ok ? `It would watch ${signals} series` : 'It can’t be made like this'}
        data-test-subj="lapwingCheck"
      >
        <ul>
          {errors.map(({ path, message, hint }) => (
            <li key={path + message}>
              {path}: {message}. {hint}
            </li>
          ))}
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
          {sample.slice(0, MOST_SAMPLES).map(({ labels, last_value: value }) => (
            <li key={JSON.stringify(labels)}>
              {signalTitle(labels, 'all documents')}: {value === null ? 'no value' : formatNumber(value)}
            </li>
          ))}
        </ul>
      </EuiCallOut>
      <EuiSpacer size="m" />
    </>
  );
}

/** Enough to see that the split is meant. */
const MOST_SAMPLES = 5;
