import type uPlot from 'uplot';

/** A line at a value. */
export interface ThresholdLine {
  value: number;
  /** Any CSS colour. */
  colour: string;
}

const DASH_PX = [8, 6];

/** A uPlot hook that draws what `lines()` gives at the time of drawing, across the chart; those beyond it are not seen. */
export function drawThresholds(lines: () => readonly ThresholdLine[], scale: string): (u: uPlot) => void {
  return (u) => {
    const { ctx } = u;
    const { left, top, width, height } = u.bbox;
    ctx.save();
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash(DASH_PX.map((length) => length * devicePixelRatio));
    for (const { value, colour } of lines()) {
      const y = Math.round(u.valToPos(value, scale, true));
      if (!Number.isFinite(y) || y < top || y > top + height) continue;
      ctx.strokeStyle = colour;
      ctx.beginPath();
      ctx.moveTo(left, y);
      ctx.lineTo(left + width, y);
      ctx.stroke();
    }
    ctx.restore();
  };
}
