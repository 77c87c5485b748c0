import React from 'react';

/**
 * The name of a control that stands without a label, to be named by its id (`aria-labelledby`): Grafana's Combobox takes no
 * `aria-label`.
 */
export function HiddenName(props: { id: string; children: string }): React.JSX.Element {
  return (
    <span id={props.id} hidden>
      {props.children}
    </span>
  );
}
