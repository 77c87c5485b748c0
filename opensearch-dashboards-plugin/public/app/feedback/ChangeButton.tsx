import { EuiButtonEmpty, EuiToolTip } from '@elastic/eui';
import React from 'react';
import { useApp } from '../context.ts';

interface Props {
  /** Read out; where it is missing the text is. */
  label?: string;
  busy: boolean;
  act(): void;
  children: string;
}

/** A button that changes something: who may not use it sees why. */
export function ChangeButton({ label, busy, act, children }: Props): React.JSX.Element {
  const { status } = useApp();
  const why = status?.why_not_change ?? 'Your rights are not known yet.';
  const button = (
    <EuiButtonEmpty
      size="xs"
      isDisabled={busy || why !== ''}
      onClick={act}
      {...(label !== undefined && { 'aria-label': label })}
    >
      {children}
    </EuiButtonEmpty>
  );
  return why === '' ? button : <EuiToolTip content={why}>{button}</EuiToolTip>;
}
