import { LANE_HEIGHT } from '@lapwing/visuals';

/** Where names and marks of lanes stand. CSS pixels. */
export interface LaneLayout {
  laneHeight: number;
  /** Width of the names. */
  names: number;
  /** Where the marks begin, and how wide they are drawn. */
  left: number;
  drawn: number;
  /** Free above a lane's marks: a name, where it stands above them. */
  padTop: number;
  /** Names stand above the marks, for want of room beside them. */
  stacked: boolean;
}

/** Narrower than this a name beside the marks would be cut after a word. */
const STACKED_BELOW_PX = 520;
const STACKED_NAME_PX = 22;
const STACKED_MARKS_PX = 16;
const NAMES_MOST_PX = 340;
const NAMES_SHARE = 0.4;
/** The scroll bar stands beside the lanes, never on them. */
const SCROLLBAR_PX = 14;

/** Lanes in a place of `width` px. */
export function laneLayout(width: number): LaneLayout {
  const room = Math.max(1, width - SCROLLBAR_PX);
  if (width < STACKED_BELOW_PX) {
    return {
      ...{ laneHeight: STACKED_NAME_PX + STACKED_MARKS_PX, names: room, left: 0, drawn: room },
      ...{ padTop: STACKED_NAME_PX, stacked: true },
    };
  }
  const names = Math.min(NAMES_MOST_PX, Math.round(width * NAMES_SHARE));
  return {
    ...{ laneHeight: LANE_HEIGHT, names, left: names, drawn: Math.max(1, room - names) },
    ...{ padTop: 0, stacked: false },
  };
}
