import { css } from '@emotion/css';
import type { QueryEditorProps } from '@grafana/data';
import { InlineField, InlineFieldRow, RadioButtonGroup } from '@grafana/ui';
import React from 'react';
import type { LapwingDataSource } from '../LapwingDataSource.ts';
import { migrated } from '../migrate.ts';
import type { LapwingOptions, LapwingQuery, QueryKind } from '../query.ts';
import { AnomalyFields } from './AnomalyFields.tsx';
import { MatcherRows } from './MatcherRows.tsx';
import { NameFields } from './NameFields.tsx';
import { StatusField } from './StatusField.tsx';
import { useChange } from './use-change.ts';
import { useCompletions } from './use-completions.ts';
import { LABEL_WIDTH } from './widths.ts';

const KINDS: { value: QueryKind; label: string; description: string }[] = [
  {
    value: 'overlay',
    label: 'Overlay',
    description: 'Marks and expected bands over the other series of this panel',
  },
  {
    value: 'scores',
    label: 'Scores',
    description: 'Readings, expected range, scores and anomalies of signals',
  },
  { value: 'expected', label: 'Expected', description: 'What was expected of signals, with its range' },
  { value: 'anomalies', label: 'Anomalies', description: 'A table of anomalies' },
  { value: 'incidents', label: 'Incidents', description: 'A table of incidents' },
  { value: 'signals', label: 'Signals', description: 'A table of signals, worst first' },
];
/** The kinds stand in a row; on a phone it is moved sideways. */
const SCROLLED = css({ overflowX: 'auto', maxWidth: '100%' });
/** Incidents know no labels but the service. */
const WITHOUT_SIGNAL: readonly QueryKind[] = ['signals', 'incidents'];
const WITHOUT_ANOMALIES: readonly QueryKind[] = ['signals', 'expected'];

type Props = QueryEditorProps<LapwingDataSource, LapwingQuery, LapwingOptions>;

/** Builds a query by choosing: kind, signal or labels, which anomalies. In annotation settings the kind is given. */
export default function QueryEditor(props: Props): React.JSX.Element {
  const { onChange, onRunQuery, datasource } = props;
  const stored = migrated(props.query);
  const isLayer = stored.kind === 'annotations' || 'annotation' in props;
  const query: LapwingQuery = isLayer ? { ...stored, kind: 'annotations' } : stored;
  const { kind } = query;
  const completions = useCompletions(datasource);
  const id = `lapwing-${query.refId}`;
  const change = useChange(query, (changed) => {
    onChange(changed);
    onRunQuery();
  });
  return (
    <>
      {!isLayer && (
        <div className={SCROLLED}>
          <InlineFieldRow>
            <InlineField label="Query" labelWidth={LABEL_WIDTH}>
              <RadioButtonGroup options={KINDS} value={kind} onChange={(value) => change({ kind: value })} />
            </InlineField>
          </InlineFieldRow>
        </div>
      )}
      {kind !== 'incidents' && (
        <NameFields
          id={id}
          query={query}
          onChange={change}
          completions={completions}
          withSignal={!WITHOUT_SIGNAL.includes(kind)}
        />
      )}
      {!query.signalId && (
        <MatcherRows
          id={id}
          matchers={query.matchers ?? []}
          onChange={(matchers) => change({ matchers })}
          completions={completions}
        />
      )}
      {!WITHOUT_ANOMALIES.includes(kind) && <AnomalyFields id={id} query={query} onChange={change} />}
      {kind === 'incidents' && <StatusField id={id} query={query} onChange={change} />}
    </>
  );
}
