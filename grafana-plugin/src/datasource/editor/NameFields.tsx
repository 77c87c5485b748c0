import { Combobox, InlineField, InlineFieldRow } from '@grafana/ui';
import React from 'react';
import type { LapwingQuery } from '../query.ts';
import type { Completions } from './use-completions.ts';
import { LABEL_WIDTH } from './widths.ts';

interface Props {
  id: string;
  query: LapwingQuery;
  onChange: (part: Partial<LapwingQuery>) => void;
  completions: Completions;
  withSignal: boolean;
}

/** What a query may name outright: a signal, a detector. */
export function NameFields({ id, query, onChange, completions, withSignal }: Props): React.JSX.Element {
  return (
    <InlineFieldRow>
      {withSignal && (
        <InlineField
          label="Signal"
          labelWidth={LABEL_WIDTH}
          tooltip="One signal, or leave empty and choose by labels"
        >
          <Combobox
            id={`${id}-signal`}
            placeholder="Any signal"
            isClearable
            createCustomValue
            options={completions.signals}
            value={query.signalId ?? null}
            onChange={(option) => onChange({ signalId: option?.value })}
            width="auto"
            minWidth={24}
            maxWidth={60}
          />
        </InlineField>
      )}
      {!query.signalId && (
        <InlineField
          label="Detector"
          labelWidth={LABEL_WIDTH}
          tooltip="Only signals that this detector watches"
        >
          <Combobox
            id={`${id}-detector`}
            placeholder="Any detector"
            isClearable
            createCustomValue
            options={completions.detectors}
            value={query.detectorId ?? null}
            onChange={(option) => onChange({ detectorId: option?.value })}
            width="auto"
            minWidth={24}
            maxWidth={60}
          />
        </InlineField>
      )}
    </InlineFieldRow>
  );
}
