import { Button, type ButtonProps } from '@grafana/ui';
import React, { useState } from 'react';
import { lazyComponent } from '../lazy-component.tsx';
import type { AlertSubject, RuleWishes } from './rule.ts';

const AlertDialog = lazyComponent(() => import('./AlertDialog.tsx'));

interface Props extends Pick<ButtonProps, 'size' | 'variant'> {
  subject: AlertSubject;
  panel?: RuleWishes['panel'];
}

/** Leads to a Grafana-managed alert rule on a detector or one of its signals. */
export function AlertOnThis({ subject, panel, ...button }: Props): React.JSX.Element {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="button" variant="secondary" icon="bell" {...button} onClick={() => setOpen(true)}>
        Alert on this
      </Button>
      {open && <AlertDialog subject={subject} {...(panel && { panel })} onDismiss={() => setOpen(false)} />}
    </>
  );
}
