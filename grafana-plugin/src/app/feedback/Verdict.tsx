import { useStyles2 } from '@grafana/ui';
import type { Feedback } from '@lapwing/contract';
import React from 'react';
import { ChangeButton } from '../access/ChangeButton.tsx';
import { cellStyles } from '../lists/cells.ts';
import { call } from '../service.ts';
import { useAction } from '../use-action.ts';
import { verdictName } from './verdict-name.ts';

interface Props {
  anomalyId: string;
  title: string;
  /** What was said of it; undefined where nobody said anything. */
  said: Feedback | undefined;
  whyNot: string | undefined;
  onDone: () => void;
}

/** Says of an anomaly that it was real, or none; what was said can be taken back. */
export function Verdict({ anomalyId, title, said, whyNot, onDone }: Props): React.JSX.Element {
  const cells = useStyles2(cellStyles);
  const { busy, problem, run } = useAction();
  const judge = (verdict: 'real' | 'not_an_anomaly'): void =>
    void run(() => call('judgeAnomaly', { params: { id: anomalyId }, body: { verdict } })).then(onDone);
  const failed = problem && (
    <span role="alert" className={cells.quiet}>
      {problem.title}. {problem.hint}
    </span>
  );
  if (said) {
    return (
      <>
        <span className={cells.quiet} role="status">
          {verdictName(said.verdict)}, says {said.by}
        </span>
        <ChangeButton
          size="sm"
          variant="secondary"
          fill="text"
          {...{ whyNot, busy }}
          aria-label={`Take back what was said of ${title}`}
          onClick={() => void run(() => call('removeFeedback', { params: { id: said.id } })).then(onDone)}
        >
          Undo
        </ChangeButton>
        {failed}
      </>
    );
  }
  return (
    <>
      <ChangeButton
        size="sm"
        variant="secondary"
        fill="outline"
        {...{ whyNot, busy }}
        aria-label={`${title}: real`}
        onClick={() => judge('real')}
      >
        Real
      </ChangeButton>
      <ChangeButton
        size="sm"
        variant="secondary"
        fill="outline"
        {...{ whyNot, busy }}
        aria-label={`${title}: not an anomaly`}
        onClick={() => judge('not_an_anomaly')}
      >
        Not an anomaly
      </ChangeButton>
      {failed}
    </>
  );
}
