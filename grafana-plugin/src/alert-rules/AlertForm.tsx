import { Alert, Button, Field, Input, Stack, TextLink } from '@grafana/ui';
import React, { type ChangeEvent, useState } from 'react';
import { ButtonRow } from '../grafana/ui/ButtonRow.tsx';
import { Notice } from '../grafana/ui/Notice.tsx';
import { grafanaRole } from '../grafana/ui/grafana-role.ts';
import { useAct } from '../grafana/ui/use-act.ts';
import { type KnownRule, type NewRule, makeAlertRule } from '../grafana/alert-rules.ts';
import { makeFolder } from '../grafana/folders.ts';
import { askGrafana } from '../grafana/grafana-api.ts';
import { RuleFields } from './RuleFields.tsx';
import { RulePreview } from './RulePreview.tsx';
import { SourceField } from './SourceField.tsx';
import { type Duplicate, duplicateOf } from './duplicates.ts';
import type { Alerting } from './load-alerting.ts';
import type { AlertSubject, RuleWishes } from './rule.ts';
import { NEW_FOLDER, useWishes } from './use-wishes.ts';

interface Props {
  alerting: Alerting;
  subject: AlertSubject;
  panel?: RuleWishes['panel'];
  reload: () => void;
  onDismiss: () => void;
}

/** The choices that a rule is made of, what it will be, and whether there is one already. */
export function AlertForm({ alerting, subject, panel, reload, onDismiss }: Props): React.JSX.Element {
  const { wishes, change, source, rule, goodWait, complete } = useWishes(alerting, subject, panel);
  const [made, setMade] = useState<KnownRule>();
  const making = useAct();
  const duplicate = rule && duplicateOf(rule, alerting.rules);
  const viewer = grafanaRole() === 'Viewer';

  if (made) return <Made rule={made} onDismiss={onDismiss} />;
  if (!rule || !source) {
    return (
      <Alert severity="warning" title="There is nothing that a rule could read">
        Grafana’s alerting reads a Prometheus that scrapes Lapwing’s /metrics, or an OpenSearch data source
        over the index lapwing-anomalies. Add one under Connections.
      </Alert>
    );
  }
  const make = (wanted: NewRule): Promise<void> =>
    making.run(async () => {
      const folderUID = wanted.folderUID || (await makeFolder(askGrafana, NEW_FOLDER)).uid;
      change({ folderUid: folderUID });
      setMade(await makeAlertRule(askGrafana, { ...wanted, folderUID }));
    });

  return (
    <Stack direction="column" gap={2}>
      {duplicate && <There {...duplicate} />}
      <Field label="Name" noMargin>
        <Input
          id="lapwing-rule-title"
          value={wishes.title}
          onChange={(event: ChangeEvent<HTMLInputElement>) => change({ title: event.target.value })}
        />
      </Field>
      <SourceField
        sources={alerting.sources}
        source={source}
        onChange={(sourceUid) => change({ sourceUid })}
      />
      <RuleFields wishes={wishes} change={change} goodWait={goodWait} alerting={alerting} />
      <RulePreview rule={rule} />
      {viewer && (
        <Alert severity="info" title="Your role in Grafana is Viewer: an editor can make this rule" />
      )}
      {making.problem && <Notice problem={making.problem} retry={reload} />}
      <ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onDismiss}>
          Cancel
        </Button>
        <Button
          disabled={making.busy || viewer || !complete || duplicate?.kind === 'same'}
          onClick={() => void make(rule)}
        >
          {making.busy ? 'Making …' : 'Make the rule'}
        </Button>
      </ButtonRow>
    </Stack>
  );
}

function There({ kind, rule }: Duplicate): React.JSX.Element {
  return (
    <Alert
      severity="warning"
      title={kind === 'same' ? 'There is such a rule already' : 'A rule on every alert is there already'}
    >
      <RuleLink {...rule} />
      {kind === 'wider' && ' tells of this too: another one would tell of it twice.'}
    </Alert>
  );
}

function Made({ rule, onDismiss }: { rule: KnownRule; onDismiss: () => void }): React.JSX.Element {
  return (
    <>
      <Alert severity="success" title="The rule is there">
        <RuleLink {...rule} /> can be changed and deleted in Grafana like any other.
      </Alert>
      <ButtonRow>
        <Button onClick={onDismiss}>Close</Button>
      </ButtonRow>
    </>
  );
}

function RuleLink({ uid, title }: KnownRule): React.JSX.Element {
  return <TextLink href={`/alerting/grafana/${encodeURIComponent(uid)}/view`}>{title}</TextLink>;
}
