import { EuiFilterButton, EuiFilterGroup } from '@elastic/eui';
import React from 'react';

interface Props<T extends string> {
  label: string;
  options: readonly T[];
  name: (option: T) => string;
  chosen: readonly string[];
  onChoose: (chosen: string[]) => void;
}

/** Several of a few; none chosen means all. */
export function Pills<T extends string>({
  label,
  options,
  name,
  chosen,
  onChoose,
}: Props<T>): React.JSX.Element {
  const toggle = (option: T): void =>
    onChoose(chosen.includes(option) ? chosen.filter((one) => one !== option) : [...chosen, option]);
  return (
    <EuiFilterGroup role="group" aria-label={label}>
      {options.map((option) => (
        <EuiFilterButton
          key={option}
          hasActiveFilters={chosen.includes(option)}
          aria-pressed={chosen.includes(option)}
          onClick={() => toggle(option)}
        >
          {name(option)}
        </EuiFilterButton>
      ))}
    </EuiFilterGroup>
  );
}
