import { Combobox } from '@grafana/ui';
import React from 'react';
import { useNames } from './use-names.ts';

interface Props {
  service: string;
  detector: string;
  onChange: (change: { service?: string; detector?: string }) => void;
}

const WIDTH = 22;

/** Narrows a page to a service, a detector, or both. */
export function NameFilters({ service, detector, onChange }: Props): React.JSX.Element {
  const { data } = useNames();
  return (
    <>
      <Combobox
        aria-label="Service"
        placeholder="Every service"
        options={(data?.services ?? []).map((value) => ({ value, label: value }))}
        value={service || null}
        onChange={(option: { value: string } | null) => onChange({ service: option?.value ?? '' })}
        isClearable
        createCustomValue
        width={WIDTH}
      />
      <Combobox
        aria-label="Detector"
        placeholder="Every detector"
        options={(data?.detectors ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={detector || null}
        onChange={(option: { value: string } | null) => onChange({ detector: option?.value ?? '' })}
        isClearable
        width={WIDTH}
      />
    </>
  );
}
