import type { DetectorInput } from '@lapwing/contract';

/** A detector to start with, and why. */
export interface Proposal {
  detector: DetectorInput;
  /** Why it is proposed, in words for the person who reads the file. */
  why: string;
}

/** What a source holds that is worth watching. */
export interface Look {
  proposals: Proposal[];
  /** What was seen, for comments: one line each. */
  notes: string[];
}

const LONGEST_ID = 63;

/** A detector's id from words: lower-case letters, digits and dashes. */
export function slug(...words: string[]): string {
  const text = words
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return text.slice(0, LONGEST_ID).replace(/-+$/, '') || 'detector';
}
