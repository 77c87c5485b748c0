import type { GrafanaTheme2, TimeZone } from '@grafana/data';
import {
  AxisPlacement,
  DrawStyle,
  LineInterpolation,
  PointVisibility,
  ScaleDirection,
  ScaleDistribution,
  ScaleOrientation,
  UPlotConfigBuilder,
} from '@grafana/ui';
import type { Region, Role } from '@lapwing/visuals';
import { type ChartColours, chartColours } from './chart-colours.ts';
import { drawRegions } from './regions-hook.ts';
import { type ThresholdLine, drawThresholds } from './thresholds-hook.ts';

const VALUE_SCALE = 'y';

export interface ChartLook {
  roles: readonly Role[];
  theme: GrafanaTheme2;
  timeZone: TimeZone;
  formatValue: (value: number | null | undefined) => string;
  /** Read at the time of drawing, so that new data needs no new chart. */
  span: () => { from: number; to: number };
  regions: () => readonly Region[];
  thresholds: () => readonly ThresholdLine[];
  /** Charts with the same key share their cursor. */
  syncKey?: string;
}

/** uPlot's set-up for the anomaly chart; a new one is needed only when roles, theme, zone or unit change. */
export function chartConfig(look: ChartLook): UPlotConfigBuilder {
  const { theme, timeZone } = look;
  const builder = new UPlotConfigBuilder(timeZone);
  const colours = chartColours(theme);
  builder.addScale({
    scaleKey: 'x',
    isTime: true,
    orientation: ScaleOrientation.Horizontal,
    direction: ScaleDirection.Right,
    range: () => {
      const { from, to } = look.span();
      return [from, to];
    },
  });
  builder.addScale({
    scaleKey: VALUE_SCALE,
    orientation: ScaleOrientation.Vertical,
    direction: ScaleDirection.Up,
    distribution: ScaleDistribution.Linear,
  });
  builder.addAxis({ scaleKey: 'x', isTime: true, placement: AxisPlacement.Bottom, timeZone, theme });
  builder.addAxis({
    scaleKey: VALUE_SCALE,
    placement: AxisPlacement.Left,
    theme,
    formatValue: (value: number) => look.formatValue(value),
  });
  for (const role of look.roles) addSeries(builder, role, colours, theme);
  addBand(builder, look.roles, 'upper', 'lower', colours.band);
  addBand(builder, look.roles, 'highest', 'lowest', colours.spread);
  builder.addHook('drawClear', drawRegions(look.regions));
  builder.addHook('draw', drawThresholds(look.thresholds, VALUE_SCALE));
  builder.setCursor({
    drag: { x: true, y: false, setScale: false },
    points: {
      show: (u, index) => (look.roles[index - 1] === 'value' ? pointOf(colours.value, theme) : noPoint(u)),
    },
    ...(look.syncKey !== undefined && { sync: { key: look.syncKey, scales: ['x', null] } }),
  });
  return builder;
}

function addSeries(
  builder: UPlotConfigBuilder,
  role: Role,
  colours: ChartColours,
  theme: GrafanaTheme2,
): void {
  const line = role === 'value' || role === 'expected';
  builder.addSeries({
    scaleKey: VALUE_SCALE,
    theme,
    show: true,
    drawStyle: DrawStyle.Line,
    lineInterpolation: LineInterpolation.Linear,
    lineWidth: role === 'value' ? 1.5 : line ? 1 : 0,
    lineColor: role === 'value' ? colours.value : colours.expected,
    ...(role === 'expected' && { lineStyle: { fill: 'dash', dash: [4, 4] } }),
    // A reading between two gaps has no line to be seen by.
    showPoints: role === 'value' ? PointVisibility.Auto : PointVisibility.Never,
    pointSize: 4,
    pointColor: colours.value,
    spanNulls: false,
  });
}

/** The area between two roles, where both are drawn. Column 0 is the time. */
function addBand(
  builder: UPlotConfigBuilder,
  roles: readonly Role[],
  high: Role,
  low: Role,
  fill: string,
): void {
  const [top, bottom] = [roles.indexOf(high) + 1, roles.indexOf(low) + 1];
  if (top > 0 && bottom > 0) builder.addBand({ series: [top, bottom], fill: () => fill, dir: -1 });
}

function pointOf(colour: string, theme: GrafanaTheme2): HTMLElement {
  const point = document.createElement('div');
  point.style.cssText = `width:8px;height:8px;margin:-4px 0 0 -4px;border-radius:50%;background:${colour};border:1px solid ${theme.colors.background.primary}`;
  return point;
}

function noPoint(_u: unknown): HTMLElement {
  const point = document.createElement('div');
  point.hidden = true;
  return point;
}
