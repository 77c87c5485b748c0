import type { DetectorInput } from '@lapwing/contract';
import type { Watching } from '../queries/watched.ts';

/** What is tried on the past, drawn and told of: a detector that is there, or one that is about to be made. */
export type Choice =
  { existing: Watching; making?: undefined } | { existing?: undefined; making: DetectorInput };
