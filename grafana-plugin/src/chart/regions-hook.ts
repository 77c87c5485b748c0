import { type Region, severityColour } from '@lapwing/visuals';
import type uPlot from 'uplot';
import { withAlpha } from './chart-colours.ts';

const FILL_ALPHA = 0.16;
/** A region of one reading has no width of its own; below this it couldn't be seen. */
const NARROWEST_PX = 3;
const BAR_PX = 4;

/** A uPlot hook that shades what `regions()` gives at the time of drawing: full height, and a bar at the foot. */
export function drawRegions(regions: () => readonly Region[]): (u: uPlot) => void {
  return (u) => {
    const { ctx } = u;
    const { left, top, width, height } = u.bbox;
    const bar = BAR_PX * devicePixelRatio;
    const narrowest = NARROWEST_PX * devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    for (const region of regions()) {
      const from = u.valToPos(region.from, 'x', true);
      const wide = Math.max(narrowest, u.valToPos(region.to, 'x', true) - from);
      if (from > left + width || from + wide < left) continue;
      const colour = severityColour(region.severity);
      ctx.fillStyle = withAlpha(colour, FILL_ALPHA);
      ctx.fillRect(from, top, wide, height);
      ctx.fillStyle = colour;
      ctx.fillRect(from, top + height - bar, wide, bar);
    }
    ctx.restore();
  };
}
