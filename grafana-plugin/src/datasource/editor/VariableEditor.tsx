import { Combobox, InlineField, InlineFieldRow } from '@grafana/ui';
import React from 'react';
import { migrated } from '../migrate.ts';
import type { LapwingQuery, ValuesOf } from '../query.ts';
import type { VariableEditorProps } from '../service-source.ts';
import { MatcherRows } from './MatcherRows.tsx';
import { useChange } from './use-change.ts';
import { useCompletions } from './use-completions.ts';
import { LABEL_WIDTH } from './widths.ts';

const LISTS: { value: ValuesOf; label: string; description?: string }[] = [
  { value: 'services', label: 'Services' },
  { value: 'label_values', label: 'Label values', description: 'Values of one label of the signals' },
  { value: 'label_names', label: 'Label names' },
  { value: 'signals', label: 'Signals', description: 'By title; the value is the id' },
  { value: 'detectors', label: 'Detectors', description: 'By name; the value is the id' },
  { value: 'incidents', label: 'Incidents', description: 'Of the time range; the value is the id' },
];
const WITHOUT_LABELS: readonly ValuesOf[] = ['detectors', 'incidents'];

/** What a dashboard variable chooses from. */
export default function VariableEditor(props: VariableEditorProps): React.JSX.Element {
  const { onChange, onRunQuery, datasource } = props;
  const stored = migrated(props.query);
  const valuesOf = stored.valuesOf ?? 'services';
  const query: LapwingQuery = { ...stored, kind: 'values', valuesOf };
  const completions = useCompletions(datasource);
  const change = useChange(query, (changed) => {
    onChange(changed);
    onRunQuery();
  });
  return (
    <>
      <InlineFieldRow>
        <InlineField label="List" labelWidth={LABEL_WIDTH}>
          <Combobox
            id="lapwing-variable-list"
            options={LISTS}
            value={valuesOf}
            onChange={({ value }) => change({ valuesOf: value })}
            width={24}
          />
        </InlineField>
        {valuesOf === 'label_values' && (
          <InlineField label="Label" labelWidth={LABEL_WIDTH}>
            <Combobox
              id="lapwing-variable-label"
              placeholder="Choose a label"
              createCustomValue
              options={completions.labels}
              value={query.label ?? null}
              onChange={({ value }) => change({ label: value })}
              width={24}
            />
          </InlineField>
        )}
      </InlineFieldRow>
      {!WITHOUT_LABELS.includes(valuesOf) && (
        <MatcherRows
          id="lapwing-variable"
          matchers={query.matchers ?? []}
          onChange={(matchers) => change({ matchers })}
          completions={completions}
        />
      )}
    </>
  );
}
