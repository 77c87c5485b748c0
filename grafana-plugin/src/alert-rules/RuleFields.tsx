import { Combobox, Field, Input, Stack } from '@grafana/ui';
import { SEVERITIES, severityName } from '@lapwing/visuals';
import React, { type ChangeEvent } from 'react';
import type { Alerting } from './load-alerting.ts';
import { SHORTEST_FOR_MINUTES } from './rule.ts';
import { GROUP, NEW_FOLDER, type Wished } from './use-wishes.ts';

interface Props extends Pick<Wished, 'wishes' | 'change' | 'goodWait'> {
  alerting: Alerting;
}

/** When the rule fires, where it is kept and whom it tells. */
export function RuleFields({ wishes, change, goodWait, alerting }: Props): React.JSX.Element {
  const { folders, contactPoints, rules } = alerting;
  const { lowest, minutes, folderUid, group, receiver } = wishes;
  const kept = rules.filter((one) => one.folderUID === folderUid).map((one) => one.ruleGroup);
  const makesFolder = !folders.some(({ title }) => title === NEW_FOLDER);
  return (
    <>
      <Stack gap={2} wrap="wrap">
        <Field label="When" description="Anomalies that the alert budget lets through" noMargin>
          <Combobox
            id="lapwing-rule-severity"
            width={24}
            options={[
              { value: 'any' as const, label: 'any of them' },
              ...SEVERITIES.map((value) => ({ value, label: `${severityName(value)} or worse` })),
            ]}
            value={lowest}
            onChange={({ value }) => change({ lowest: value })}
          />
        </Field>
        <Field
          label="For"
          description="Minutes that it must go on"
          invalid={!goodWait}
          error="Two minutes or more"
          noMargin
        >
          <Input
            id="lapwing-rule-for"
            type="number"
            width={12}
            min={SHORTEST_FOR_MINUTES}
            value={minutes}
            onChange={(event: ChangeEvent<HTMLInputElement>) => change({ minutes: event.target.value })}
          />
        </Field>
      </Stack>
      <Stack gap={2} wrap="wrap">
        <Field label="Folder" description="In which you may save" noMargin>
          <Combobox
            id="lapwing-rule-folder"
            width={32}
            options={[
              ...folders.map((one) => ({ value: one.uid, label: one.title })),
              ...(makesFolder ? [{ value: '', label: `${NEW_FOLDER} (make it)` }] : []),
            ]}
            value={folderUid}
            onChange={({ value }) => change({ folderUid: value })}
          />
        </Field>
        <Field label="Group" description="Rules of one are looked at together" noMargin>
          <Combobox
            id="lapwing-rule-group"
            width={24}
            createCustomValue
            options={[...new Set([GROUP, ...kept, group])].map((value) => ({ value, label: value }))}
            value={group}
            onChange={({ value }) => change({ group: value })}
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
          options={[
            { value: '', label: 'As the notification policies say' },
            ...contactPoints.map(({ name, kinds }) => ({
              value: name,
              label: name,
              description: kinds.join(', '),
            })),
          ]}
          value={receiver}
          onChange={({ value }) => change({ receiver: value })}
        />
      </Field>
    </>
  );
}
