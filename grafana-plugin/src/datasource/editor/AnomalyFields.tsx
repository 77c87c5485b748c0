import { Combobox, InlineField, InlineFieldRow, InlineSwitch } from '@grafana/ui';
import { Severity } from '@lapwing/contract';
import { SEVERITIES, severityName } from '@lapwing/visuals';
import React from 'react';
import type { LapwingQuery } from '../query.ts';
import { LABEL_WIDTH } from './widths.ts';

const SEVERITY_OPTIONS = SEVERITIES.map((value) => ({ value, label: severityName(value) }));

interface Props {
  id: string;
  query: LapwingQuery;
  onChange: (part: Partial<LapwingQuery>) => void;
}

/** Which anomalies count, and of an overlay what is drawn. */
export function AnomalyFields({ id, query, onChange }: Props): React.JSX.Element {
  const { kind } = query;
  return (
    <InlineFieldRow>
      {kind === 'annotations' ? (
        <InlineField
          label="Severity"
          labelWidth={LABEL_WIDTH}
          tooltip="Grafana paints a layer in one colour: make one for each severity, or one for all"
        >
          <Combobox
            id={`${id}-layer`}
            placeholder="All"
            isClearable
            options={SEVERITY_OPTIONS}
            value={query.layer ?? null}
            onChange={(option) => onChange({ layer: severity(option?.value) })}
            width={18}
          />
        </InlineField>
      ) : (
        <InlineField label="Severity from" labelWidth={LABEL_WIDTH} tooltip="Milder ones are left out">
          <Combobox
            id={`${id}-severity`}
            options={SEVERITY_OPTIONS}
            value={query.lowestSeverity ?? 'LOW'}
            onChange={({ value }) => onChange({ lowestSeverity: severity(value) })}
            width={14}
          />
        </InlineField>
      )}
      {kind !== 'incidents' && (
        <InlineField label="Alerts only" tooltip="Only anomalies that somebody is told of">
          <InlineSwitch
            id={`${id}-alerts`}
            value={query.alertsOnly ?? false}
            onChange={({ currentTarget }) => onChange({ alertsOnly: currentTarget.checked || undefined })}
          />
        </InlineField>
      )}
      {kind === 'overlay' && (
        <InlineField label="Expected band" tooltip="Where the readings of each signal were expected to lie">
          <InlineSwitch
            id={`${id}-band`}
            value={query.band ?? true}
            onChange={({ currentTarget }) => onChange({ band: currentTarget.checked })}
          />
        </InlineField>
      )}
    </InlineFieldRow>
  );
}

function severity(value: string | undefined): Severity | undefined {
  const parsed = Severity.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
