import type { AnomalyRow } from '@lapwing/visuals';
import React from 'react';
import { useApp } from '../context.ts';
import { Explain } from '../explanation/Explain.tsx';
import type { Verdicts } from './use-feedback.ts';
import { Verdict } from './Verdict.tsx';

interface Props {
  row: AnomalyRow;
  said: Verdicts;
  done(): void;
}

/** What can be asked and said of one anomaly, where a service answers. */
export function AnomalyTools({ row, said, done }: Props): React.JSX.Element | null {
  const { status } = useApp();
  if (status?.mode !== 'service') return null;
  const { id, title } = row;
  return (
    <div className="lpw-tools">
      <Verdict anomalyId={id} title={title} said={said.get(id)} done={done} />
      <Explain anomalyId={id} title={title} />
    </div>
  );
}
