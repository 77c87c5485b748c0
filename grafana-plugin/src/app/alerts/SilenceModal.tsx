import { Button, Field, Input, Modal, RadioButtonGroup } from '@grafana/ui';
import type { AlertRow } from '@lapwing/visuals';
import React, { type ChangeEvent, useState } from 'react';
import { ProblemAlert } from '../ProblemAlert.tsx';
import { call } from '../service.ts';
import { useAction } from '../use-action.ts';
import { coversText } from './covers-text.ts';

interface Props {
  row: AlertRow;
  onClose: () => void;
  onDone: () => void;
}

const HOUR_MS = 3_600_000;
const LENGTHS = [
  { value: 1, label: '1 hour' },
  { value: 4, label: '4 hours' },
  { value: 24, label: '1 day' },
  { value: 168, label: '1 week' },
];

/** Silences what an alert is about, for a while. */
export function SilenceModal({ row, onClose, onDone }: Props): React.JSX.Element {
  const [hours, setHours] = useState(4);
  const [comment, setComment] = useState('');
  const { busy, problem, run, clear } = useAction();
  const silence = async (): Promise<void> => {
    const until = new Date(Date.now() + hours * HOUR_MS).toISOString();
    const done = await run(() => call('addSilence', { body: { ...row.silence, until, comment } }));
    if (done) onDone();
  };
  return (
    <Modal title={`Silence ${coversText(row.silence)}`} isOpen onDismiss={onClose}>
      <p>
        Nobody is told of anomalies of {coversText(row.silence)} until then. They are still found and shown,
        and what was told before is told to be over.
      </p>
      {problem && <ProblemAlert problem={problem} retry={clear} action="Close" />}
      <Field label="For">
        <RadioButtonGroup options={LENGTHS} value={hours} onChange={setHours} />
      </Field>
      <Field label="Why" htmlFor="lapwing-silence-comment" description="Shown beside the silence">
        <Input
          id="lapwing-silence-comment"
          value={comment}
          placeholder="moving the database"
          maxLength={500}
          onChange={(event: ChangeEvent<HTMLInputElement>) => setComment(event.target.value)}
        />
      </Field>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onClose}>
          Cancel
        </Button>
        <Button disabled={busy} onClick={() => void silence()}>
          Silence
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}
