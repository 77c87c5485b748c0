import { type Region, type Role, severityColour } from '@lapwing/visuals';
import uPlot from 'uplot';
import type { Look } from '../look/look.ts';

export interface ChartLook {
  roles: readonly Role[];
  look: Look;
  width: number;
  height: number;
  formatValue: (value: number | null | undefined) => string;
  /** Read at the time of drawing, so that new data needs no new chart. */
  span: () => { from: number; to: number };
  regions: () => readonly Region[];
  /** Called with the row under the cursor; null where there is none. */
  onRow: (row: number | null) => void;
  onZoom: ((span: { from: number; to: number }) => void) | undefined;
}

const BAND_ALPHA = 0.18;
const SPREAD_ALPHA = 0.2;
const REGION_ALPHA = 0.16;
/** A region of one reading has no width of its own; below this it couldn't be seen. */
const NARROWEST_PX = 3;
const BAR_PX = 4;
const AXIS_PX = 64;
/** A tick's text and some air. */
const TICK_PX = 70;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** A drag shorter than this is a click. */
const SHORTEST_DRAG_PX = 5;

/** uPlot's options of the anomaly chart. Times are epoch ms. */
export function chartOptions(chart: ChartLook): uPlot.Options {
  const { look, roles } = chart;
  const { colours, timeZone } = look;
  const axis = {
    stroke: colours.quiet,
    grid: { stroke: colours.border, width: 1 },
    ticks: { stroke: colours.border, width: 1 },
  };
  return {
    width: chart.width,
    height: chart.height,
    ms: 1,
    legend: { show: false },
    ...(timeZone !== undefined && { tzDate: (time: number) => uPlot.tzDate(new Date(time), timeZone) }),
    scales: {
      x: {
        time: true,
        range: () => {
          const { from, to } = chart.span();
          return [from, to];
        },
      },
      y: { range: (_u, low, high) => (low === null ? [0, 1] : uPlot.rangeNum(low, high, 0.1, true)) },
    },
    axes: [
      {
        ...axis,
        space: TICK_PX,
        values: (_u, ticks, _axis, _space, step) => ticks.map((tick) => look.write(tick, tickFormat(step))),
      },
      { ...axis, size: AXIS_PX, values: (_u, ticks) => ticks.map((tick) => chart.formatValue(tick)) },
    ],
    series: [{}, ...roles.map((role) => seriesOf(role, look))],
    bands: [
      ...bandOf(roles, 'upper', 'lower', withAlpha(colours.expected, BAND_ALPHA)),
      ...bandOf(roles, 'highest', 'lowest', withAlpha(colours.value, SPREAD_ALPHA)),
    ],
    cursor: {
      drag: { x: chart.onZoom !== undefined, y: false, setScale: false },
      points: { show: (_u, index) => pointOf(roles[index - 1] === 'value', colours.value) },
    },
    hooks: {
      drawClear: [(u) => drawRegions(u, chart.regions())],
      setCursor: [(u) => chart.onRow(u.cursor.idx ?? null)],
      setSelect: [
        (u) => {
          const { left, width } = u.select;
          if (width >= SHORTEST_DRAG_PX) {
            chart.onZoom?.({
              from: Math.round(u.posToVal(left, 'x')),
              to: Math.round(u.posToVal(left + width, 'x')),
            });
          }
          u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
}

/** How much of a moment must be written so that ticks `step` ms apart differ. */
function tickFormat(step: number): string {
  if (step >= DAY_MS) return 'MMM D';
  return step >= MINUTE_MS ? 'HH:mm' : 'HH:mm:ss';
}

function seriesOf(role: Role, { colours }: Look): uPlot.Series {
  const line = role === 'value' || role === 'expected';
  return {
    stroke: role === 'value' ? colours.value : colours.expected,
    width: role === 'value' ? 1.5 : line ? 1 : 0,
    ...(role === 'expected' && { dash: [4, 4] }),
    // A reading between two gaps has no line to be seen by: uPlot shows points where they are few.
    points: role === 'value' ? { size: 4, fill: colours.value } : { show: false },
    spanGaps: false,
  };
}

/** The area between two roles, where both are drawn. Column 0 is the time. */
function bandOf(roles: readonly Role[], high: Role, low: Role, fill: string): uPlot.Band[] {
  const [top, bottom] = [roles.indexOf(high) + 1, roles.indexOf(low) + 1];
  return top > 0 && bottom > 0 ? [{ series: [top, bottom], fill: () => fill, dir: -1 }] : [];
}

function pointOf(shown: boolean, colour: string): HTMLElement {
  const point = document.createElement('div');
  point.hidden = !shown;
  point.className = 'lpw-cursor-point';
  point.style.background = colour;
  return point;
}

function drawRegions(u: uPlot, regions: readonly Region[]): void {
  const { ctx } = u;
  const { left, top, width, height } = u.bbox;
  const bar = BAR_PX * devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  for (const region of regions) {
    const from = u.valToPos(region.from, 'x', true);
    const wide = Math.max(NARROWEST_PX * devicePixelRatio, u.valToPos(region.to, 'x', true) - from);
    const colour = severityColour(region.severity);
    ctx.fillStyle = withAlpha(colour, REGION_ALPHA);
    ctx.fillRect(from, top, wide, height);
    ctx.fillStyle = colour;
    ctx.fillRect(from, top + height - bar, wide, bar);
  }
  ctx.restore();
}

/** `#rrggbb` with an opacity of 0 to 1, as `#rrggbbaa`. */
function withAlpha(colour: string, alpha: number): string {
  return `${colour.slice(0, 7)}${Math.round(alpha * 255)
    .toString(16)
    .padStart(2, '0')}`;
}
