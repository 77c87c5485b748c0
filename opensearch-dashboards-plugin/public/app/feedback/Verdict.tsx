import type { Feedback } from '@lapwing/contract';
import React from 'react';
import { useApp } from '../context.ts';
import { ChangeButton } from './ChangeButton.tsx';
import { useAction } from './use-action.ts';

interface Props {
  anomalyId: string;
  /** What it is an anomaly of. */
  title: string;
  /** What was said of it; undefined where nobody said anything. */
  said: Feedback | undefined;
  done(): void;
}

const SAID = { real: 'Real', not_an_anomaly: 'Not an anomaly', missed: 'Missed' } as const;

/** Says of an anomaly that it was real, or none; what was said can be taken back. */
export function Verdict({ anomalyId, title, said, done }: Props): React.JSX.Element {
  const { lapwing } = useApp();
  const { busy, problem, run } = useAction();
  const judge = (verdict: 'real' | 'not_an_anomaly'): void =>
    run(() => lapwing.ask('judgeAnomaly', { params: { id: anomalyId }, body: { verdict } }), done);
  return (
    <>
      {said ? (
        <>
          <span className="lpw-quiet" role="status">
            {SAID[said.verdict]}, says {said.by}
          </span>
          <ChangeButton
            label={`Take back what was said of ${title}`}
            busy={busy}
            act={() => run(() => lapwing.ask('removeFeedback', { params: { id: said.id } }), done)}
          >
            Undo
          </ChangeButton>
        </>
      ) : (
        <>
          <ChangeButton label={`${title}: real`} busy={busy} act={() => judge('real')}>
            Real
          </ChangeButton>
          <ChangeButton label={`${title}: not an anomaly`} busy={busy} act={() => judge('not_an_anomaly')}>
            Not an anomaly
          </ChangeButton>
        </>
      )}
      {problem && (
        <span role="alert" className="lpw-quiet">
          {problem.title}. {problem.hint}
        </span>
      )}
    </>
  );
}
