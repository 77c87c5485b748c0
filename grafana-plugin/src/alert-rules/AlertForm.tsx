import { Alert, Button, Combobox, Field, Input, Modal, Stack, TextLink } from '@grafana/ui';
import type { Severity } from '@lapwing/contract';
import { SEVERITIES, severityName } from '@lapwing/visuals';
import React, { type ChangeEvent, useMemo, useState } from 'react';
import { Notice } from '../detect/modal/Notice.tsx';
import { grafanaRole } from '../detect/modal/grafana-role.ts';
import { useAct } from '../detect/modal/use-act.ts';
import { type KnownRule, makeAlertRule } from '../grafana/alert-rules.ts';
import { makeFolder } from '../grafana/folders.ts';
import { askGrafana } from '../grafana/grafana-api.ts';
import { RulePreview } from './RulePreview.tsx';
import { SourceField } from './SourceField.tsx';
import { duplicateOf } from './duplicates.ts';
import type { Alerting } from './load-alerting.ts';
import { type AlertSubject, type RuleWishes, SHORTEST_FOR_MINUTES, ruleOf } from './rule.ts';

interface Props {
  alerting: Alerting;
  subject: AlertSubject;
  panel?: RuleWishes['panel'];
  reload: () => void;
  onDismiss: () => void;
}

const NEW_FOLDER = 'Lapwing';
const GROUP = 'lapwing';
/** As the notification policies say. */
const POLICIES = '';
const ANY = 'any';

/** The choices that a rule is made of, what it will be, and whether there is one already. */
export function AlertForm({ alerting, subject, panel, reload, onDismiss }: Props): React.JSX.Element {
  const { sources, folders, contactPoints, rules, appUrl } = alerting;
  const [title, setTitle] = useState(`Anomaly: ${subject.name}`);
  const [uid, setUid] = useState(sources[0]?.uid);
  const [lowest, setLowest] = useState<Severity | typeof ANY>(ANY);
  const [minutes, setMinutes] = useState('2');
  const [folder, setFolder] = useState(folders.find((one) => one.title === NEW_FOLDER)?.uid ?? '');
  const [group, setGroup] = useState(GROUP);
  const [receiver, setReceiver] = useState(POLICIES);
  const [made, setMade] = useState<KnownRule>();
  const making = useAct();
  const source = sources.find((one) => one.uid === uid);
  const wait = Number(minutes);
  const goodWait = Number.isInteger(wait) && wait >= SHORTEST_FOR_MINUTES;

  const rule = useMemo(
    () =>
      source &&
      ruleOf({
        ...{ subject, source, title, folderUid: folder, group, appUrl, forMinutes: wait },
        lowest: lowest === ANY ? undefined : lowest,
        receiver: receiver === POLICIES ? undefined : receiver,
        ...(panel && { panel }),
      }),
    [subject, source, title, folder, group, appUrl, wait, lowest, receiver, panel],
  );
  const duplicate = rule && duplicateOf(rule, rules);

  if (made) return <Made rule={made} onDismiss={onDismiss} />;
  if (!rule || !source) {
    return (
      <Alert severity="warning" title="There is nothing that a rule could read">
        Grafana’s alerting reads a Prometheus that scrapes Lapwing’s /metrics, or an OpenSearch data source
        over the index lapwing-anomalies. Add one under Connections.
      </Alert>
    );
  }
  const make = (): Promise<void> =>
    making.run(async () => {
      const folderUID = folder === '' ? (await makeFolder(askGrafana, NEW_FOLDER)).uid : folder;
      setFolder(folderUID);
      setMade(await makeAlertRule(askGrafana, { ...rule, folderUID }));
    });
  const groups = [
    ...new Set([GROUP, ...rules.filter(({ folderUID }) => folderUID === folder).map((one) => one.ruleGroup)]),
  ];
  const viewer = grafanaRole() === 'Viewer';

  return (
    <Stack direction="column" gap={2}>
      {duplicate && (
        <Alert
          severity="warning"
          title={
            duplicate.kind === 'same'
              ? 'There is such a rule already'
              : 'A rule on every alert is there already'
          }
        >
          <TextLink href={`/alerting/grafana/${encodeURIComponent(duplicate.rule.uid)}/view`}>
            {duplicate.rule.title}
          </TextLink>
          {duplicate.kind === 'wider' && ' tells of this too: another one would tell of it twice.'}
        </Alert>
      )}
      <Field label="Name" noMargin>
        <Input
          id="lapwing-rule-title"
          value={title}
          onChange={(event: ChangeEvent<HTMLInputElement>) => setTitle(event.target.value)}
        />
      </Field>
      <SourceField sources={sources} source={source} onChange={setUid} />
      <Stack gap={2} wrap="wrap">
        <Field label="When" description="Anomalies that the alert budget lets through" noMargin>
          <Combobox
            id="lapwing-rule-severity"
            width={24}
            options={[
              { value: ANY, label: 'any of them' },
              ...SEVERITIES.map((value) => ({ value, label: `${severityName(value)} or worse` })),
            ]}
            value={lowest}
            onChange={({ value }) => setLowest(value as Severity | typeof ANY)}
          />
        </Field>
        <Field
          label="For"
          description="Minutes that it must go on"
          invalid={!goodWait}
          error={`Two minutes or more`}
          noMargin
        >
          <Input
            id="lapwing-rule-for"
            type="number"
            width={12}
            min={SHORTEST_FOR_MINUTES}
            value={minutes}
            onChange={(event: ChangeEvent<HTMLInputElement>) => setMinutes(event.target.value)}
          />
        </Field>
      </Stack>
      <Stack gap={2} wrap="wrap">
        <Field label="Folder" noMargin>
          <Combobox
            id="lapwing-rule-folder"
            width={32}
            options={[
              ...folders.map((one) => ({ value: one.uid, label: one.title })),
              ...(folders.some((one) => one.title === NEW_FOLDER)
                ? []
                : [{ value: '', label: `${NEW_FOLDER} (make it)` }]),
            ]}
            value={folder}
            onChange={({ value }) => setFolder(value)}
          />
        </Field>
        <Field label="Group" description="Rules of one are looked at together" noMargin>
          <Combobox
            id="lapwing-rule-group"
            width={24}
            createCustomValue
            options={[...new Set([...groups, group])].map((value) => ({ value, label: value }))}
            value={group}
            onChange={({ value }) => setGroup(value)}
          />
        </Field>
      </Stack>
      <Field
        label="Contact point"
        description="One of yours; the notification policies stay as they are"
        noMargin
      >
        <Combobox
          id="lapwing-rule-receiver"
          width={40}
          options={[
            { value: POLICIES, label: 'As the notification policies say' },
            ...contactPoints.map(({ name, kinds }) => ({
              value: name,
              label: name,
              description: kinds.join(', '),
            })),
          ]}
          value={receiver}
          onChange={({ value }) => setReceiver(value)}
        />
      </Field>
      <RulePreview rule={rule} />
      {viewer && (
        <Alert severity="info" title="Your role in Grafana is Viewer: an editor can make this rule" />
      )}
      {making.problem && <Notice problem={making.problem} retry={reload} />}
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onDismiss}>
          Cancel
        </Button>
        <Button
          disabled={
            making.busy ||
            viewer ||
            !goodWait ||
            title.trim() === '' ||
            group.trim() === '' ||
            duplicate?.kind === 'same'
          }
          onClick={() => void make()}
        >
          {making.busy ? 'Making …' : 'Make the rule'}
        </Button>
      </Modal.ButtonRow>
    </Stack>
  );
}

function Made({ rule, onDismiss }: { rule: KnownRule; onDismiss: () => void }): React.JSX.Element {
  return (
    <>
      <Alert severity="success" title="The rule is there">
        <TextLink href={`/alerting/grafana/${encodeURIComponent(rule.uid)}/view`}>{rule.title}</TextLink> can
        be changed and deleted in Grafana like any other.
      </Alert>
      <Modal.ButtonRow>
        <Button onClick={onDismiss}>Close</Button>
      </Modal.ButtonRow>
    </>
  );
}
