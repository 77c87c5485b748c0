import { Alert, Stack } from '@grafana/ui';
import { type DetectorDraft, detectorOf } from '@lapwing/visuals';
import React, { useEffect, useRef, useState } from 'react';
import { ChangeButton } from '../access/ChangeButton.tsx';
import { Section } from '../Section.tsx';
import { Backtest } from './Backtest.tsx';
import { CheckResult } from './CheckResult.tsx';
import { DetectorForm } from './DetectorForm.tsx';
import type { Around } from './use-edited.ts';
import { useCheck } from './use-check.ts';

interface Props {
  draft: DetectorDraft;
  onChange: (draft: DetectorDraft) => void;
  around: Around;
  whyNot: string | undefined;
  isNew: boolean;
  saveLabel: string;
  save: () => Promise<unknown>;
}

/** Fields that stand in the form: faults of others are told above it. */
const IN_FORM = [
  ...['id', 'name', 'source', 'query', 'interval', 'delay', 'history', 'direction', 'open_at', 'alert_at'],
  ...['alert_budget', 'suppress', 'models', 'entity', 'labels', 'max_signals'],
];

/** The form of a detector with what can be done with it: look, try on the past, save. */
export function DetectorEditor(props: Props): React.JSX.Element {
  const { draft, onChange, around, whyNot, isNew, saveLabel, save } = props;
  const { errors, action, seen, check, save: saving, forget } = useCheck(draft);
  const [saved, setSaved] = useState(false);
  const [tried, setTried] = useState(false);
  const others = errors.elsewhere(IN_FORM);
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What is wrong is told above the form and at its fields, and the button is below it.
    if (action.problem) top.current?.scrollIntoView({ block: 'nearest' });
  }, [action.problem]);
  return (
    <form
      aria-label="Detector"
      onSubmit={(event) => {
        event.preventDefault();
        void saving(save).then(setSaved);
      }}
    >
      <div ref={top} aria-live="polite">
        {whyNot !== undefined && (
          <Alert severity="info" title="You can look at it, not change it">
            {whyNot}
          </Alert>
        )}
        {action.problem && (
          <Alert severity="error" title={action.problem.title}>
            {others.length > 0 ? others.join('; ') : action.problem.hint}
          </Alert>
        )}
      </div>
      <DetectorForm
        {...{ draft, errors, isNew }}
        {...around}
        off={whyNot !== undefined}
        onChange={(next) => {
          forget();
          setSaved(false);
          onChange(next);
        }}
      />
      <Stack wrap="wrap" gap={1}>
        <ChangeButton type="submit" whyNot={whyNot} busy={action.busy}>
          {action.busy ? 'Asking the source …' : saveLabel}
        </ChangeButton>
        <ChangeButton variant="secondary" whyNot={whyNot} busy={action.busy} onClick={() => void check()}>
          What would it see?
        </ChangeButton>
        {!tried && (
          <ChangeButton variant="secondary" whyNot={whyNot} busy={action.busy} onClick={() => setTried(true)}>
            Try it on the past
          </ChangeButton>
        )}
      </Stack>
      <div role="status">
        {seen && <CheckResult seen={seen} />}
        {saved && !isNew && <Alert severity="success" title="Saved" topSpacing={2} />}
      </div>
      {tried && (
        <Section title="On the past">
          <Backtest
            request={() => ({ detector: detectorOf(draft) })}
            whyNot={whyNot}
            onBudget={(falseAlerts) => onChange({ ...draft, falseAlerts: String(falseAlerts), per: 'week' })}
          />
        </Section>
      )}
    </form>
  );
}
