import { Button, type ButtonProps } from '@grafana/ui';
import React from 'react';

interface Props extends Omit<ButtonProps, 'disabled' | 'tooltip'> {
  /** Why the person may not; undefined when nothing speaks against it. */
  whyNot: string | undefined;
  busy?: boolean;
}

/** A button that changes something: who may not sees it, can't press it, and is told why. */
export function ChangeButton({ whyNot, busy = false, children, ...button }: Props): React.JSX.Element {
  return (
    <Button
      type="button"
      {...button}
      disabled={busy || whyNot !== undefined}
      {...(whyNot !== undefined && { tooltip: whyNot })}
    >
      {children}
    </Button>
  );
}
