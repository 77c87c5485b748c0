import type { Incident } from '@lapwing/contract';
import React from 'react';
import { useApp } from '../context.ts';
import { ChangeButton } from './ChangeButton.tsx';
import { useAction } from './use-action.ts';
import type { Verdicts } from './use-feedback.ts';

interface Props {
  incident: Incident;
  said: Verdicts;
  done(): void;
}

/** Says of all anomalies of an incident that they were real, or none; what was said can be taken back. */
export function IncidentVerdict({ incident, said, done }: Props): React.JSX.Element | null {
  const { lapwing, status } = useApp();
  const { busy, problem, run } = useAction();
  if (status?.mode !== 'service') return null;
  const params = { id: incident.id };
  const judge = (verdict: 'real' | 'not_an_anomaly'): void =>
    run(() => lapwing.ask('judgeIncident', { params, body: { verdict } }), done);
  return (
    <div className="lpw-tools" data-test-subj="lapwingIncidentVerdict">
      <ChangeButton busy={busy} act={() => judge('real')}>
        All were real
      </ChangeButton>
      <ChangeButton busy={busy} act={() => judge('not_an_anomaly')}>
        None was an anomaly
      </ChangeButton>
      {said.size > 0 && (
        <ChangeButton
          label="Take back what was said of this incident"
          busy={busy}
          act={() => run(() => lapwing.ask('removeIncidentFeedback', { params }), done)}
        >
          Undo
        </ChangeButton>
      )}
      {problem && (
        <span role="alert" className="lpw-quiet">
          {problem.title}. {problem.hint}
        </span>
      )}
    </div>
  );
}
