import { EuiSelect } from '@elastic/eui';
import React from 'react';

const NAMES: Readonly<Record<number, string>> = {
  6: 'Last 6 hours',
  24: 'Last 24 hours',
  168: 'Last 7 days',
  720: 'Last 30 days',
};

/** How far back to look, in hours. */
export function Period({
  hours,
  options,
  onChange,
}: {
  hours: number;
  options: readonly number[];
  onChange: (hours: number) => void;
}): React.JSX.Element {
  return (
    // Its arrow stands at the right of what is round it, however narrow the select itself is.
    <div className="lpw-period">
      <EuiSelect
        compressed
        fullWidth
        aria-label="Period"
        value={hours}
        options={options.map((value) => ({ value, text: NAMES[value] ?? `Last ${value} hours` }))}
        onChange={({ target }) => onChange(Number(target.value))}
      />
    </div>
  );
}

/** The hours that an address says, when they are among those that can be chosen. */
export function hoursOf(text: string, options: readonly number[], otherwise: number): number {
  return options.includes(Number(text)) ? Number(text) : otherwise;
}
