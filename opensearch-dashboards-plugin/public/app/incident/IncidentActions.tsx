import { EuiButton, EuiToolTip } from '@elastic/eui';
import type { Incident, IncidentStatus } from '@lapwing/contract';
import React, { useState } from 'react';
import type { WriteName } from '../../../common/offered.ts';
import { type Problem, explain } from '../../service/problem.ts';
import { useApp } from '../context.ts';

interface Props {
  incident: Incident;
  onDone: () => void;
  onProblem: (problem: Problem | undefined) => void;
}

type Word = Extract<WriteName, 'acknowledgeIncident' | 'resolveIncident' | 'reopenIncident'>;

const LABELS: Readonly<Record<Word, string>> = {
  acknowledgeIncident: 'Acknowledge',
  resolveIncident: 'Resolve',
  reopenIncident: 'Reopen',
};
/** What can be said of an incident in this state. */
const WORDS: Readonly<Record<IncidentStatus, readonly Word[]>> = {
  open: ['acknowledgeIncident', 'resolveIncident'],
  acknowledged: ['resolveIncident'],
  resolved: ['reopenIncident'],
  merged: [],
};

/** Acknowledge, resolve, reopen: what the incident's state allows. Who may not sees why. */
export function IncidentActions({ incident, onDone, onProblem }: Props): React.JSX.Element {
  const { lapwing, status } = useApp();
  const [busy, setBusy] = useState(false);
  const why = status?.why_not_change ?? 'Your rights are not known yet.';
  const say = async (word: Word): Promise<void> => {
    setBusy(true);
    onProblem(undefined);
    try {
      await lapwing.ask(word, { params: { id: incident.id } });
    } catch (error) {
      onProblem(explain(error));
    }
    // Whatever the answer was, the state may be another one now.
    onDone();
    setBusy(false);
  };
  return (
    <>
      {WORDS[incident.status].map((word) => {
        const button = (
          <EuiButton
            size="s"
            fill={word === 'acknowledgeIncident'}
            isDisabled={busy || why !== ''}
            onClick={() => void say(word)}
          >
            {LABELS[word]}
          </EuiButton>
        );
        return why === '' ? (
          <React.Fragment key={word}>{button}</React.Fragment>
        ) : (
          <EuiToolTip key={word} content={why}>
            {button}
          </EuiToolTip>
        );
      })}
      {why !== '' && status && WORDS[incident.status].length > 0 && (
        <span className="lpw-quiet" data-test-subj="lapwingWhyNot">
          {why}
        </span>
      )}
    </>
  );
}
