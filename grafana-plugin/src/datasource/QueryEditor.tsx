import type { QueryEditorProps } from '@grafana/data';
import { Combobox, InlineField, InlineFieldRow, MultiCombobox, RadioButtonGroup } from '@grafana/ui';
import type { Severity } from '@lapwing/contract';
import { SEVERITIES, severityName } from '@lapwing/visuals';
import React, { useCallback } from 'react';
import type { LapwingDataSource } from './LapwingDataSource.ts';
import { type Completion, labelCompletions, signalCompletions } from './completions.ts';
import { DEFAULT_QUERY, type LapwingOptions, type LapwingQuery, type QueryKind } from './query.ts';

const KINDS: { value: QueryKind; label: string; description: string }[] = [
  {
    value: 'scores',
    label: 'Scores',
    description: 'Readings, expected range, scores and anomalies of signals',
  },
  { value: 'anomalies', label: 'Anomalies', description: 'A table of anomalies' },
  { value: 'signals', label: 'Signals', description: 'A table of signals, worst first' },
];
const MOST_SHOWN = 50;
/** Labels are gathered from this many signals. */
const MOST_LOOKED_AT = 500;

type Props = QueryEditorProps<LapwingDataSource, LapwingQuery, LapwingOptions>;

/** Builds a query by choosing: kind, signal or labels, lowest severity. */
export default function QueryEditor({ query, onChange, onRunQuery, datasource }: Props): React.JSX.Element {
  const kind = query.kind ?? DEFAULT_QUERY.kind;
  const change = (part: Partial<LapwingQuery>): void => {
    onChange({ ...query, ...part });
    onRunQuery();
  };
  const signals = useCallback(
    async (text: string): Promise<Completion[]> => {
      const client = await datasource.client();
      return signalCompletions((await client.signals({ text, limit: MOST_SHOWN })).items);
    },
    [datasource],
  );
  const labels = useCallback(
    async (text: string): Promise<Completion[]> => {
      const client = await datasource.client();
      return labelCompletions((await client.signals({ limit: MOST_LOOKED_AT })).items, text);
    },
    [datasource],
  );
  return (
    <InlineFieldRow>
      <InlineField label="Query">
        <RadioButtonGroup options={KINDS} value={kind} onChange={(value) => change({ kind: value })} />
      </InlineField>
      {kind !== 'signals' && (
        <InlineField label="Signal" tooltip="One signal, or leave empty and choose by labels">
          <Combobox
            id={`lapwing-signal-${query.refId}`}
            placeholder="Any"
            isClearable
            createCustomValue
            customValueDescription="Use a signal's id or a variable"
            options={signals}
            value={query.signalId ?? null}
            onChange={(option) => change({ signalId: option?.value })}
            width="auto"
            minWidth={24}
            maxWidth={60}
          />
        </InlineField>
      )}
      {!query.signalId && (
        <InlineField label="Labels" tooltip="All of them must hold. Variables may be used">
          <MultiCombobox
            id={`lapwing-labels-${query.refId}`}
            placeholder="All signals"
            createCustomValue
            customValueDescription="Use as key=value"
            options={labels}
            value={query.labels ?? []}
            onChange={(options) => change({ labels: options.map(({ value }) => value) })}
            width="auto"
            minWidth={24}
            maxWidth={60}
          />
        </InlineField>
      )}
      {kind !== 'signals' && (
        <InlineField label="Anomalies from" tooltip="Milder anomalies are left out">
          <Combobox
            id={`lapwing-severity-${query.refId}`}
            options={SEVERITIES.map((value) => ({ value, label: severityName(value) }))}
            value={query.lowestSeverity ?? 'LOW'}
            onChange={({ value }) => change({ lowestSeverity: value as Severity })}
            width={14}
          />
        </InlineField>
      )}
    </InlineFieldRow>
  );
}
