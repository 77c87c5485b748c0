import { type Lane, severityColour, LANE_HEIGHT, share } from '@lapwing/visuals';

/** Narrower marks would be missed. */
const NARROWEST_PX = 3;
const PAD_PX = 6;

export interface LanePicture {
  lanes: readonly Lane[];
  from: number;
  to: number;
  /** CSS pixels. */
  width: number;
  /** Colour of the line between two lanes. */
  line: string;
}

/** Draws lanes below one another. `context` is scaled to CSS pixels. */
export function drawLanes(context: CanvasRenderingContext2D, picture: LanePicture): void {
  const { lanes, from, to, width, line } = picture;
  context.clearRect(0, 0, width, lanes.length * LANE_HEIGHT);
  for (const [place, { spans }] of lanes.entries()) {
    const top = place * LANE_HEIGHT;
    context.fillStyle = line;
    context.fillRect(0, top + LANE_HEIGHT - 1, width, 1);
    for (const { start, end, severity } of spans) {
      const left = share(start, from, to) * width;
      const wide = Math.max(NARROWEST_PX, share(end, from, to) * width - left);
      context.fillStyle = severityColour(severity);
      context.fillRect(Math.min(left, width - NARROWEST_PX), top + PAD_PX, wide, LANE_HEIGHT - 2 * PAD_PX);
    }
  }
}
