import React from 'react';
import { QueryText } from './QueryText.tsx';
import type { QueryProps } from './query-props.ts';

export const NAMES_HINT = 'With commas between them; all when empty';

/** The services whose spans are read. */
export function ServicesField(props: QueryProps): React.JSX.Element {
  return <QueryText {...props} name="services" path="services" label="Services" hint={NAMES_HINT} />;
}
