import {
  EuiButton,
  EuiButtonEmpty,
  EuiCheckbox,
  EuiCodeBlock,
  EuiFieldText,
  EuiFlexGroup,
  EuiFlexItem,
  EuiFormRow,
  EuiSelect,
  EuiSpacer,
  EuiText,
} from '@elastic/eui';
import { Detector, type DetectorCheck, type DetectorInput, type SourceInfo } from '@lapwing/contract';
import React, { useState } from 'react';
import type { DashboardCore } from '../../types/dashboards.ts';
import { lapwing } from '../service/ask.ts';
import { CheckResult } from './CheckResult.tsx';
import type { ChartOverlays } from './OverlaysOfChart.tsx';
import type { Suggestion } from './suggestion.ts';

interface Props {
  core: DashboardCore;
  suggestion: Suggestion;
  sources: readonly SourceInfo[];
  overlays: ChartOverlays;
  doing(work: () => Promise<string>): void;
  changed(): void;
}

/** The form of a new detector, filled in with what the panel shows. */
export function NewDetector(props: Props): React.JSX.Element {
  const { core, suggestion, sources, overlays, doing, changed } = props;
  const [detector, setDetector] = useState<DetectorInput>(suggestion.detector);
  const [splits, setSplits] = useState(splitsOf(suggestion.detector).join(', '));
  const [mark, setMark] = useState(true);
  const [check, setCheck] = useState<DetectorCheck>();
  const { query } = detector;
  if (query.type !== 'opensearch') return <></>;
  const change = (more: Partial<DetectorInput>): void => {
    setCheck(undefined);
    setDetector({ ...detector, ...more });
  };
  const whole = (): DetectorInput => ({
    ...detector,
    query: {
      ...query,
      split_by: splits
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    },
  });
  const able = sources.filter(({ serves }) => serves.includes('opensearch'));
  return (
    <>
      <EuiText size="s">
        <h3>New detector</h3>
        {suggestion.notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </EuiText>
      <EuiSpacer size="s" />
      <EuiFormRow label="Name">
        <EuiFieldText value={detector.name} onChange={({ target }) => change({ name: target.value })} />
      </EuiFormRow>
      <EuiFormRow label="Id" helpText="Lower-case letters, digits and dashes. It never changes.">
        <EuiFieldText value={detector.id} onChange={({ target }) => change({ id: target.value })} />
      </EuiFormRow>
      {able.length > 1 && (
        <EuiFormRow label="Source">
          <EuiSelect
            options={able.map(({ name }) => ({ value: name, text: name }))}
            value={detector.source}
            onChange={({ target }) => change({ source: target.value })}
          />
        </EuiFormRow>
      )}
      <EuiFormRow label="Every" helpText="The length of an interval: 1m, 5m, 1h">
        <EuiFieldText
          value={detector.interval}
          onChange={({ target }) => change({ interval: target.value })}
        />
      </EuiFormRow>
      <EuiFormRow label="A series for each" helpText="Fields, separated by commas; none: one series">
        <EuiFieldText
          value={splits}
          onChange={({ target }) => {
            setCheck(undefined);
            setSplits(target.value);
          }}
        />
      </EuiFormRow>
      <EuiSpacer size="m" />
      <EuiText size="s">
        <p>
          It watches the {measureText(query.measure)} in <strong>{query.index}</strong>
          {query.filter === undefined
            ? '.'
            : ', of the documents that the panel and the dashboard let through now:'}
        </p>
      </EuiText>
      {query.filter !== undefined && (
        <EuiCodeBlock language="json" fontSize="s" paddingSize="s" overflowHeight={160} isCopyable>
          {JSON.stringify(query.filter, null, 2)}
        </EuiCodeBlock>
      )}
      <EuiSpacer size="m" />
      {overlays.why === '' && (
        <EuiCheckbox
          id="lapwingMark"
          label="Mark its anomalies on this chart"
          checked={mark}
          onChange={({ target }) => setMark(target.checked)}
        />
      )}
      <EuiSpacer size="m" />
      {check && <CheckResult check={check} />}
      <EuiFlexGroup gutterSize="s" responsive={false} wrap>
        <EuiFlexItem grow={false}>
          <EuiButtonEmpty onClick={() => doing(look)}>Try it</EuiButtonEmpty>
        </EuiFlexItem>
        <EuiFlexItem grow={false}>
          <EuiButton fill onClick={() => doing(create)} data-test-subj="lapwingCreate">
            Create detector
          </EuiButton>
        </EuiFlexItem>
      </EuiFlexGroup>
    </>
  );

  async function look(): Promise<string> {
    setCheck(await lapwing(core.http).ask('validateDetector', { body: checked(whole()) }));
    return '';
  }
  async function create(): Promise<string> {
    const { id, name } = await lapwing(core.http).ask('createDetector', { body: checked(whole()) });
    changed();
    if (overlays.why === '' && mark) await overlays.add({ detectorId: id, labels: [] });
    return `Lapwing watches ${name} now. Its first scores come when it has read its history.`;
  }
}

/** What the contract says is wrong before the service is asked. */
function checked(detector: DetectorInput): DetectorInput {
  const issue = Detector.safeParse(detector).error?.issues[0];
  if (issue !== undefined) throw new Error(`${issue.path.join('.')}: ${issue.message}`);
  return detector;
}

function splitsOf({ query }: DetectorInput): readonly string[] {
  return query.type === 'opensearch' ? (query.split_by ?? []) : [];
}

function measureText(measure: { type: string; field?: string; percent?: number }): string {
  switch (measure.type) {
    case 'count':
      return 'count of documents';
    case 'avg':
      return `average ${measure.field}`;
    case 'cardinality':
      return `number of different values of ${measure.field}`;
    case 'percentile':
      return `${measure.percent}th percentile of ${measure.field}`;
    default:
      return `${measure.type} of ${measure.field ?? 'documents'}`;
  }
}
