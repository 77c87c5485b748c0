/** Where an entity's signals come from: one encoder, one task each. In the order of the net's inputs and outputs. */
export const ENTITY_SOURCES = ['metric', 'log', 'trace'] as const;
export type EntitySource = (typeof ENTITY_SOURCES)[number];
export const SOURCE_COUNT = ENTITY_SOURCES.length;

/** What is said of all of a source's signals together, however many they are: see `EntityPool`. */
export const POOL_FEATURES = 4;
/** How much of a feature's mean the newest interval is, by time scale: itself, some four intervals, some sixteen. */
export const SCALE_GAINS = [1, 1 / 4, 1 / 16] as const;
/** Means to be kept a source: the first scale needs none. */
export const SLOW_SCALES = SCALE_GAINS.length - 1;
/** A source's features at each scale, and whether it spoke. */
export const SOURCE_INPUTS = POOL_FEATURES * SCALE_GAINS.length + 1;
export const ENTITY_INPUTS = SOURCE_COUNT * SOURCE_INPUTS;
/** Location, and scale before softplus, of each feature of each source in the next interval. */
export const SOURCE_FORECAST = POOL_FEATURES * 2;
export const ENTITY_FORECAST = SOURCE_COUNT * SOURCE_FORECAST;
/** Elements of memory that the slower scales take. */
export const MEANS_FLOATS = SOURCE_COUNT * POOL_FEATURES * SLOW_SCALES;
