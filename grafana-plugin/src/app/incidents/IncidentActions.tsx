import { Button, Stack } from '@grafana/ui';
import type { Identity, Incident } from '@lapwing/contract';
import React, { useState } from 'react';
import type { IncidentWord } from '../../service/incidents.ts';
import { type Problem, explain } from '../../service/problem.ts';
import { useLoad } from '../use-load.ts';
import { incidentService } from './incident-service.ts';
import { grafanaRole, whyNotChange, wordsFor } from './may-change.ts';

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
  const [busy, setBusy] = useState(false);
  const role = grafanaRole();
  const me = useLoad('me', (signal): Promise<Identity | undefined> => {
    // Grafana's proxy does not let viewers ask.
    return role === 'Viewer' ? Promise.resolve(undefined) : incidentService.me(signal);
  });
  const reason = whyNotChange(role, me.data);
  const say = async (word: IncidentWord): Promise<void> => {
    setBusy(true);
    onProblem(undefined);
    try {
      await incidentService.say(word, incident.id);
    } catch (error) {
      onProblem(explain(error));
    }
    // Whatever the answer was, the state may be another one now.
    onDone();
    setBusy(false);
  };
  return (
    <Stack gap={1} wrap="wrap">
      {wordsFor(incident.status).map((word) => (
        <Button
          key={word}
          size="sm"
          variant={word === 'acknowledge' ? 'primary' : 'secondary'}
          disabled={busy || reason !== undefined}
          {...(reason !== undefined && { tooltip: reason })}
          onClick={() => void say(word)}
        >
          {LABELS[word]}
        </Button>
      ))}
    </Stack>
  );
}
