import { Button, Combobox, IconButton, InlineField, Stack } from '@grafana/ui';
import React from 'react';
import { HiddenName } from '../../HiddenName.tsx';
import { type Matcher, OPERATORS, type Operator } from '../matchers/matcher.ts';
import type { Completions } from './use-completions.ts';
import { LABEL_WIDTH } from './widths.ts';

const OPERATOR_TEXT: Readonly<Record<Operator, string>> = {
  '=': 'is',
  '!=': 'is not',
  '=~': 'matches regex',
  '!~': 'does not match regex',
};
const OPERATOR_OPTIONS = OPERATORS.map((value) => ({
  value,
  label: value,
  description: OPERATOR_TEXT[value],
}));
const NEW_ROW: Matcher = { label: '', operator: '=', value: '' };

interface Props {
  id: string;
  matchers: readonly Matcher[];
  onChange: (matchers: Matcher[]) => void;
  completions: Completions;
}

/** Conditions on labels, one a row: label, comparison, value. */
export function MatcherRows({ id, matchers, onChange, completions }: Props): React.JSX.Element {
  const replace = (place: number, part: Partial<Matcher>): void =>
    onChange(matchers.map((matcher, i) => (i === place ? { ...matcher, ...part } : matcher)));
  return (
    <InlineField
      label="Labels"
      labelWidth={LABEL_WIDTH}
      tooltip="All of them must hold. Variables may be used; one with several values means any of them"
      grow
    >
      <Stack direction="column" gap={0.5} alignItems="flex-start">
        <HiddenName id={`${id}-label`}>Label</HiddenName>
        <HiddenName id={`${id}-operator`}>Comparison</HiddenName>
        <HiddenName id={`${id}-value`}>Value</HiddenName>
        {matchers.map((matcher, place) => {
          const others = matchers.filter((_, i) => i !== place);
          return (
            <Stack key={place} direction="row" gap={0.5} alignItems="center" wrap="wrap">
              <Combobox
                id={`${id}-label-${place}`}
                aria-labelledby={`${id}-label`}
                placeholder="Label"
                createCustomValue
                options={completions.labels}
                value={matcher.label || null}
                onChange={({ value }) => replace(place, { label: value })}
                width={22}
              />
              <Combobox
                id={`${id}-operator-${place}`}
                aria-labelledby={`${id}-operator`}
                options={OPERATOR_OPTIONS}
                value={matcher.operator}
                onChange={({ value }) => replace(place, { operator: value })}
                width={9}
              />
              <Combobox
                key={matcher.label}
                id={`${id}-value-${place}`}
                aria-labelledby={`${id}-value`}
                placeholder="Value"
                createCustomValue
                options={completions.values(matcher.label, others)}
                value={matcher.value || null}
                onChange={({ value }) => replace(place, { value })}
                width={30}
              />
              <IconButton
                name="times"
                aria-label={`Remove the condition on ${matcher.label || 'this row'}`}
                tooltip="Remove"
                onClick={() => onChange(others)}
              />
            </Stack>
          );
        })}
        <Button variant="secondary" icon="plus" onClick={() => onChange([...matchers, NEW_ROW])}>
          Add label
        </Button>
      </Stack>
    </InlineField>
  );
}
