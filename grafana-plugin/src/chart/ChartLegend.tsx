import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { type Region, SEVERITIES, severityColour, severityName, type Role } from '@lapwing/visuals';
import React from 'react';
import { chartColours } from './chart-colours.ts';

export interface LegendItem {
  label: string;
  colour: string;
}

/** What the legend names: the drawn columns, and the severities that are on the chart. */
export function legendItems(
  roles: readonly Role[],
  regions: readonly Region[],
  theme: GrafanaTheme2,
): LegendItem[] {
  const colours = chartColours(theme);
  const item = (label: string, colour: string): LegendItem => ({ label, colour });
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

/** The legend in Grafana's look. Grafana's own has a button for each name, with which nothing can be done here. */
export function ChartLegend({ items }: { items: readonly LegendItem[] }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list} aria-label="Legend">
      {items.map(({ label, colour }) => (
        <li key={label} className={styles.item}>
          <span className={styles.mark} style={{ background: colour }} aria-hidden />
          {label}
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2): Record<'list' | 'item' | 'mark', string> => ({
  list: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 1.5),
    margin: 0,
    padding: theme.spacing(0.5, 1),
    listStyle: 'none',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  item: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.75) }),
  mark: css({ width: 14, height: 4, borderRadius: 2 }),
});
