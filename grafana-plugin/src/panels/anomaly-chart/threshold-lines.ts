import { type GrafanaTheme2, ThresholdsMode } from '@grafana/data';
import type { ThresholdLine } from '../../chart/thresholds-hook.ts';
import type { PanelSeries } from './read-frames.ts';

/** The thresholds of the panel's options as lines; those in percent lie between the field's least and greatest value. */
export function thresholdLines(
  series: PanelSeries,
  theme: Pick<GrafanaTheme2, 'visualization'>,
): ThresholdLine[] {
  const { thresholds, min, max } = series.valueField.config;
  if (!thresholds) return [];
  const inPercent = thresholds.mode === ThresholdsMode.Percentage;
  const [low, high] = inPercent ? [min ?? least(series), max ?? greatest(series)] : [0, 0];
  return (
    thresholds.steps
      // The first step is what is below all of them: it has no line.
      .filter(({ value }) => Number.isFinite(value))
      .map(({ value, color }) => ({
        value: inPercent ? low + ((high - low) * value) / 100 : value,
        colour: theme.visualization.getColorByName(color),
      }))
  );
}

function least({ columns }: PanelSeries): number {
  return columns.value.reduce<number>((low, value) => Math.min(low, value ?? Infinity), Infinity);
}

function greatest({ columns }: PanelSeries): number {
  return columns.value.reduce<number>((high, value) => Math.max(high, value ?? -Infinity), -Infinity);
}
