import { EuiButtonEmpty } from '@elastic/eui';
import React, { useState } from 'react';

interface Props {
  name: string;
  remove(): void;
}

/** A button that asks once more: with a detector go its signals, scores and anomalies. */
export function RemoveDetector({ name, remove }: Props): React.JSX.Element {
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <EuiButtonEmpty size="s" iconType="trash" color="danger" onClick={() => setAsking(true)}>
        Remove this detector
      </EuiButtonEmpty>
    );
  }
  return (
    <>
      <EuiButtonEmpty
        size="s"
        iconType="trash"
        color="danger"
        data-test-subj="lapwingRemoveDetector"
        onClick={() => {
          setAsking(false);
          remove();
        }}
      >
        Remove {name} with its anomalies
      </EuiButtonEmpty>
      <EuiButtonEmpty size="s" onClick={() => setAsking(false)}>
        Keep it
      </EuiButtonEmpty>
    </>
  );
}
