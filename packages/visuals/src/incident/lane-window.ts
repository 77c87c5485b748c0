/** Height of a lane, px: a finger hits it, and a page shows some twenty. */
export const LANE_HEIGHT = 28;
/** Lanes drawn beyond each edge, so that a quick scroll shows no gap. */
const BEYOND = 6;

export interface LaneWindow {
  /** Place of the first lane that is drawn. */
  first: number;
  /** How many are drawn. */
  count: number;
}

/** Which of `total` lanes, `laneHeight` px each, to draw while `height` px from `scrollTop` on are seen. */
export function laneWindow(
  scrollTop: number,
  height: number,
  total: number,
  laneHeight = LANE_HEIGHT,
): LaneWindow {
  const first = Math.max(0, Math.min(Math.floor(scrollTop / laneHeight), total) - BEYOND);
  const last = Math.min(total, Math.ceil((scrollTop + height) / laneHeight) + BEYOND);
  return { first, count: Math.max(0, last - first) };
}
