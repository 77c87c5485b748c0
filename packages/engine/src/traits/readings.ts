/**
 * Readings as the models that need more than surprises see them, row by row, on the scale that the traits work on (the
 * square root of signals that are never negative). NaN: nothing was read, or nothing is expected yet.
 */
export interface Readings {
  value: Float64Array;
  /** The reading before. */
  previous: Float64Array;
  /** What was expected before the reading was known, and how far that usually errs (root mean square). */
  centre: Float64Array;
  usual: Float64Array;
  /** The slow level, before this reading. */
  level: Float64Array;
}

export function createReadings(rows: number): Readings {
  return {
    value: new Float64Array(rows),
    previous: new Float64Array(rows),
    centre: new Float64Array(rows),
    usual: new Float64Array(rows),
    level: new Float64Array(rows),
  };
}
