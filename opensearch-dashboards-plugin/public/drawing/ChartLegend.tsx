import { type Region, type Role, SEVERITIES, severityColour, severityName } from '@lapwing/visuals';
import React from 'react';
import { useLook } from '../look/LookProvider.tsx';

/** What the legend names: the drawn columns, and the severities that are on the chart. */
export function ChartLegend({
  roles,
  regions,
}: {
  roles: readonly Role[];
  regions: readonly Region[];
}): React.JSX.Element {
  const { colours } = useLook();
  const items = [
    { name: 'Reading', colour: colours.value, faint: false, shown: true },
    { name: 'Expected', colour: colours.expected, faint: false, shown: roles.includes('expected') },
    { name: 'Expected range', colour: colours.expected, faint: true, shown: roles.includes('upper') },
    ...SEVERITIES.map((severity) => ({
      name: `${severityName(severity)} anomaly`,
      colour: severityColour(severity),
      faint: false,
      shown: regions.some((region) => region.severity === severity),
    })),
  ];
  return (
    <ul className="lpw-legend" aria-label="Legend">
      {items
        .filter(({ shown }) => shown)
        .map(({ name, colour, faint }) => (
          <li key={name}>
            <span
              className="lpw-swatch"
              style={{ background: colour, opacity: faint ? 0.5 : 1 }}
              aria-hidden
            />
            {name}
          </li>
        ))}
    </ul>
  );
}
