import { Field, MultiCombobox } from '@grafana/ui';
import React from 'react';
import { ChoiceField, idOfField } from '../fields.tsx';
import { QueryText } from './QueryText.tsx';
import type { QueryProps } from './query-props.ts';

interface Props extends QueryProps {
  /** To read together. */
  detectors: readonly { id: string; name: string }[];
}

/** Signals of several detectors that are one thing, read together by a net. */
export function EntityFields({ query, onChange, errors, off, detectors }: Props): React.JSX.Element {
  const error = errors.at('query.detectors');
  return (
    <>
      <Field
        label="Detectors"
        noMargin
        description="Their signals are read together"
        {...(error !== undefined && { invalid: true, error: `Detectors ${error}` })}
      >
        <MultiCombobox
          id={idOfField('query.detectors')}
          options={detectors.map(({ id, name }) => ({ value: id, label: name }))}
          value={query.detectors}
          onChange={(chosen) => onChange({ detectors: chosen.map(({ value }) => value) })}
          disabled={off}
        />
      </Field>
      <QueryText
        {...{ query, onChange, errors, off }}
        name="entityBy"
        path="by"
        label="Entity"
        hint="Signals that share this label are one entity"
      />
      <ChoiceField
        {...{ errors, off }}
        path="query.model"
        label="Model"
        value={query.model}
        options={[
          { value: 'msif-lstm', label: 'MSIF-LSTM', description: 'One surprise an entity' },
          { value: 'ple-gru', label: 'PLE-GRU', description: 'One surprise for each source of it' },
        ]}
        onChange={(model) => onChange({ model })}
      />
    </>
  );
}
