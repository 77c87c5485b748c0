import { RECORD_FLOATS, beyondRecords, type Stray } from './records.ts';
import { REST_FLOATS, rested } from './rest.ts';

/** Elements of state a slot, all zero when nothing was seen. */
export const NEWS_FLOATS = RECORD_FLOATS + REST_FLOATS;

/**
 * What a reading tells that was not told: decibans by which it is beyond anything seen, said once. So a change is told
 * at once, again when it gets clearly worse, and otherwise not again: a fault that lasts is one piece of news.
 */
export function newsOf(state: Float32Array, at: number, stray: Stray): number {
  return rested(state, at + RECORD_FLOATS, beyondRecords(state, at, stray));
}
