import { Stack } from '@grafana/ui';
import type { Incident } from '@lapwing/contract';
import React from 'react';
import type { IncidentWord } from '../../service/incidents.ts';
import { type Problem, explain } from '../../service/problem.ts';
import { ChangeButton } from '../access/ChangeButton.tsx';
import { useWhyNot } from '../access/use-access.ts';
import { useAction } from '../use-action.ts';
import { incidentService } from './incident-service.ts';
import { wordsFor } from './words-for.ts';

interface Props {
  incident: Incident;
  onDone: () => void;
  onProblem: (problem: Problem | undefined) => void;
}

const LABELS: Readonly<Record<IncidentWord, string>> = {
  acknowledge: 'Acknowledge',
  resolve: 'Resolve',
  reopen: 'Reopen',
};

/** Acknowledge, resolve, reopen: what the incident's state allows. Who may not sees why. */
export function IncidentActions({ incident, onDone, onProblem }: Props): React.JSX.Element {
  const { busy, run } = useAction();
  const whyNot = useWhyNot();
  const say = async (word: IncidentWord): Promise<void> => {
    onProblem(undefined);
    await run(() =>
      incidentService.say(word, incident.id).catch((error: unknown) => onProblem(explain(error))),
    );
    // Whatever the answer was, the state may be another one now.
    onDone();
  };
  return (
    <Stack gap={1} wrap="wrap">
      {wordsFor(incident.status).map((word) => (
        <ChangeButton
          key={word}
          size="sm"
          variant={word === 'acknowledge' ? 'primary' : 'secondary'}
          busy={busy}
          whyNot={whyNot}
          onClick={() => void say(word)}
        >
          {LABELS[word]}
        </ChangeButton>
      ))}
    </Stack>
  );
}
