import type { GrafanaTheme2 } from '@grafana/data';

export interface ChartColours {
  value: string;
  expected: string;
  /** Between lower and upper bound. */
  band: string;
  /** The band's in the legend, where it is too small for so faint a colour. */
  bandMark: string;
  /** Between the lowest and the highest reading that one row stands for. */
  spread: string;
}

/** Colours of the host's palette, so that the chart looks at home in either theme. */
export function chartColours(theme: GrafanaTheme2): ChartColours {
  const value = theme.visualization.getColorByName(theme.isDark ? 'green' : 'dark-green');
  const expected = theme.visualization.getColorByName(theme.isDark ? 'light-blue' : 'blue');
  return {
    value,
    expected,
    band: withAlpha(expected, 0.18),
    bandMark: withAlpha(expected, 0.5),
    spread: withAlpha(value, 0.2),
  };
}

/** `#rrggbb` with an opacity of 0 to 1, as `#rrggbbaa`. */
export function withAlpha(colour: string, alpha: number): string {
  const byte = Math.round(Math.min(1, Math.max(0, alpha)) * 255);
  return `${colour.slice(0, 7)}${byte.toString(16).padStart(2, '0')}`;
}
