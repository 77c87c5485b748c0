import { type Lane, severityColour, share } from '@lapwing/visuals';

/** Narrower marks would be missed. */
const NARROWEST_PX = 3;
const PAD_PX = 6;
const STACKED_PAD_PX = 2;

export interface LanePicture {
  lanes: readonly Lane[];
  from: number;
  to: number;
  /** CSS pixels. */
  width: number;
  laneHeight: number;
  /** Free above the marks of a lane. */
  padTop: number;
  /** Colour of the line between two lanes. */
  line: string;
}

/** Draws lanes below one another. `context` is scaled to CSS pixels. */
export function drawLanes(context: CanvasRenderingContext2D, picture: LanePicture): void {
  const { lanes, from, to, width, laneHeight, padTop, line } = picture;
  const pad = padTop === 0 ? PAD_PX : STACKED_PAD_PX;
  context.clearRect(0, 0, width, lanes.length * laneHeight);
  for (const [place, { spans }] of lanes.entries()) {
    const top = place * laneHeight;
    context.fillStyle = line;
    context.fillRect(0, top + laneHeight - 1, width, 1);
    for (const { start, end, severity } of spans) {
      const left = share(start, from, to) * width;
      const wide = Math.max(NARROWEST_PX, share(end, from, to) * width - left);
      context.fillStyle = severityColour(severity);
      context.fillRect(
        Math.min(left, width - NARROWEST_PX),
        top + padTop + pad,
        wide,
        laneHeight - padTop - 2 * pad,
      );
    }
  }
}
