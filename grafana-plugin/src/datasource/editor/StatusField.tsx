import { InlineField, InlineFieldRow, MultiCombobox } from '@grafana/ui';
import { IncidentStatus } from '@lapwing/contract';
import React from 'react';
import type { LapwingQuery } from '../query.ts';
import { LABEL_WIDTH } from './widths.ts';

const OPTIONS = IncidentStatus.options.map((value) => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1),
}));

interface Props {
  id: string;
  query: LapwingQuery;
  onChange: (part: Partial<LapwingQuery>) => void;
}

/** Which incidents: by what became of them. */
export function StatusField({ id, query, onChange }: Props): React.JSX.Element {
  return (
    <InlineFieldRow>
      <InlineField
        label="Status"
        labelWidth={LABEL_WIDTH}
        tooltip="All but merged ones when nothing is chosen"
      >
        <MultiCombobox
          id={`${id}-status`}
          placeholder="Any"
          options={OPTIONS}
          value={query.statuses ?? []}
          onChange={(options) =>
            onChange({ statuses: options.length > 0 ? options.map(({ value }) => value) : undefined })
          }
          width="auto"
          minWidth={24}
          maxWidth={60}
        />
      </InlineField>
    </InlineFieldRow>
  );
}
