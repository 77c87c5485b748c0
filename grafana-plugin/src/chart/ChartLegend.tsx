import { VizLegend, type VizLegendItem, LegendDisplayMode } from '@grafana/ui';
import type { GrafanaTheme2 } from '@grafana/data';
import { type Region, SEVERITIES, severityColour, severityName, type Role } from '@lapwing/visuals';
import React from 'react';
import { chartColours } from './chart-colours.ts';

/** What the legend names: the drawn columns, and the severities that are on the chart. */
export function legendItems(
  roles: readonly Role[],
  regions: readonly Region[],
  theme: GrafanaTheme2,
): VizLegendItem[] {
  const colours = chartColours(theme);
  const item = (label: string, color: string): VizLegendItem => ({ label, color, yAxis: 1 });
  return [
    item('Value', colours.value),
    ...(roles.includes('highest') ? [item('Lowest to highest', colours.spread)] : []),
    ...(roles.includes('expected') ? [item('Expected', colours.expected)] : []),
    ...(roles.includes('upper') ? [item('Expected range', colours.bandMark)] : []),
    ...SEVERITIES.filter((severity) => regions.some((region) => region.severity === severity)).map(
      (severity) => item(`${severityName(severity)} anomaly`, severityColour(severity)),
    ),
  ];
}

export function ChartLegend({ items }: { items: VizLegendItem[] }): React.JSX.Element {
  return <VizLegend items={items} placement="bottom" displayMode={LegendDisplayMode.List} readonly />;
}
