import { createReadings, type Readings } from './readings.ts';
import { TRAIT_COUNT } from './layout.ts';

/** What a step says of each reading; row i belongs to the i-th slot. */
export interface TraitRows {
  /** TRAIT_COUNT a row: decades of surprise (-log10 of the p-value) of each trait. */
  surprise: Float64Array;
  /** Decades of surprise of nothing having changed for so long. */
  silence: Float64Array;
  expected: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
  feature: Uint8Array;
  confidence: Float64Array;
  /** Distance from the slow level and from the season, with their signs; not told of missing readings. */
  fromLevel: Float64Array;
  fromSeason: Float64Array;
  /** Distance from the fast level; step away from the season, over what is usual at this time. */
  change: Float64Array;
  seasonStep: Float64Array;
  /** 1 where the time of day is known. */
  seasonal: Uint8Array;
  /** What earlier distances are to be multiplied by to be told in the unit of this one; mostly 1. */
  rescaled: Float64Array;
  /** The readings themselves, for models that look at more than surprises. */
  readings: Readings;
}

export function createTraitRows(rows: number): TraitRows {
  return {
    surprise: new Float64Array(rows * TRAIT_COUNT),
    silence: new Float64Array(rows),
    expected: new Float64Array(rows),
    lower: new Float64Array(rows),
    upper: new Float64Array(rows),
    feature: new Uint8Array(rows),
    confidence: new Float64Array(rows),
    fromLevel: new Float64Array(rows),
    fromSeason: new Float64Array(rows),
    change: new Float64Array(rows),
    seasonStep: new Float64Array(rows),
    seasonal: new Uint8Array(rows),
    rescaled: new Float64Array(rows),
    readings: createReadings(rows),
  };
}
