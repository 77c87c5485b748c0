import { Stack, useStyles2 } from '@grafana/ui';
import type { Feedback } from '@lapwing/contract';
import React from 'react';
import { ChangeButton } from '../access/ChangeButton.tsx';
import { cellStyles } from '../lists/cells.ts';
import { call } from '../service.ts';
import { useAction } from '../use-action.ts';
import { incidentVerdictText } from './incident-verdict-text.ts';

interface Props {
  incidentId: string;
  anomalies: number;
  said: ReadonlyMap<string, Feedback>;
  whyNot: string | undefined;
  onDone: () => void;
}

/** Says of all anomalies of an incident that they were real, or none; what was said can be taken back. */
export function IncidentVerdict({ incidentId, anomalies, said, whyNot, onDone }: Props): React.JSX.Element {
  const cells = useStyles2(cellStyles);
  const { busy, problem, run } = useAction();
  const params = { id: incidentId };
  const judge = (verdict: 'real' | 'not_an_anomaly'): void =>
    void run(() => call('judgeIncident', { params, body: { verdict } })).then(onDone);
  return (
    <Stack wrap="wrap" gap={1} alignItems="center" data-testid="lapwing-incident-verdict">
      <ChangeButton size="sm" variant="secondary" {...{ whyNot, busy }} onClick={() => judge('real')}>
        It was real
      </ChangeButton>
      <ChangeButton
        size="sm"
        variant="secondary"
        {...{ whyNot, busy }}
        onClick={() => judge('not_an_anomaly')}
      >
        It was no anomaly
      </ChangeButton>
      {said.size > 0 && (
        <ChangeButton
          size="sm"
          variant="secondary"
          fill="text"
          {...{ whyNot, busy }}
          onClick={() => void run(() => call('removeIncidentFeedback', { params })).then(onDone)}
        >
          Undo
        </ChangeButton>
      )}
      <span role="status" className={cells.quiet}>
        {incidentVerdictText([...said.values()], anomalies)}
      </span>
      {problem && (
        <span role="alert">
          {problem.title}. {problem.hint}
        </span>
      )}
    </Stack>
  );
}
