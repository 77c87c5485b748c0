/** Forecasts an entity's next interval from all its sources. Pure; its memory (all zero at first) is the caller's. */
export interface EntityNet {
  /** Elements of memory an entity. */
  readonly stateFloats: number;
  /** Takes ENTITY_INPUTS numbers of `x` into the memory `state[at…]`. */
  step(x: Float64Array, state: Float32Array, at: number): void;
  /** What the memory says of the next interval: ENTITY_FORECAST numbers. */
  forecast(state: Float32Array, at: number, out: Float64Array): void;
}
