import { LoadingPlaceholder, Modal } from '@grafana/ui';
import React from 'react';
import { Notice } from '../grafana/ui/Notice.tsx';
import { useAnyLoad } from '../grafana/ui/use-any-load.ts';
import { AlertForm } from './AlertForm.tsx';
import { RulePreview } from './RulePreview.tsx';
import { exampleRule } from './example-rule.ts';
import { appUrl, loadAlerting } from './load-alerting.ts';
import type { AlertSubject, RuleWishes } from './rule.ts';

interface Props {
  subject: AlertSubject;
  panel?: RuleWishes['panel'];
  onDismiss: () => void;
}

/** Makes an alert rule in Grafana, with the rights of the person who looks. */
export default function AlertDialog({ subject, panel, onDismiss }: Props): React.JSX.Element {
  const { data, problem, loading, reload } = useAnyLoad(loadAlerting);
  return (
    <Modal title={`Alert on ${subject.name}`} isOpen onDismiss={onDismiss}>
      <div data-testid="lapwing-alert">
        {problem && !loading && (
          <>
            <Notice problem={problem} retry={reload} />
            <RulePreview rule={exampleRule(subject, appUrl())} title="What the rule would be" />
          </>
        )}
        {loading && <LoadingPlaceholder text="Looking at what alerting there is …" />}
        {data && !loading && (
          <AlertForm
            key={data.round}
            alerting={data.value}
            subject={subject}
            {...(panel && { panel })}
            reload={reload}
            onDismiss={onDismiss}
          />
        )}
      </div>
    </Modal>
  );
}
