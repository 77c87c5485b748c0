import { Combobox } from '@grafana/ui';
import React, { useId } from 'react';
import { HiddenName } from '../HiddenName.tsx';
import type { Names } from './use-names.ts';
import type { PageQuery } from './use-query.ts';

const WIDTH = 22;

/** Narrows a page to a service, a detector, or both; what is chosen stands in the address. */
export function NameFilters(props: { names: Names | undefined; query: PageQuery }): React.JSX.Element {
  const { names, query } = props;
  const id = useId();
  return (
    <>
      <HiddenName id={`${id}-service`}>Service</HiddenName>
      <Combobox
        aria-labelledby={`${id}-service`}
        placeholder="Every service"
        options={(names?.services ?? []).map((value) => ({ value, label: value }))}
        value={query.get('service') || null}
        onChange={(option: { value: string } | null) => query.set({ service: option?.value ?? '' })}
        isClearable
        createCustomValue
        width={WIDTH}
      />
      <HiddenName id={`${id}-detector`}>Detector</HiddenName>
      <Combobox
        aria-labelledby={`${id}-detector`}
        placeholder="Every detector"
        options={(names?.detectors ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={query.get('detector') || null}
        onChange={(option: { value: string } | null) => query.set({ detector: option?.value ?? '' })}
        isClearable
        width={WIDTH}
      />
    </>
  );
}
