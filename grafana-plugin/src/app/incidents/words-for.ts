import type { IncidentStatus } from '@lapwing/contract';
import type { IncidentWord } from '../../service/incidents.ts';

const WORDS: Readonly<Record<IncidentStatus, readonly IncidentWord[]>> = {
  open: ['acknowledge', 'resolve'],
  acknowledged: ['resolve'],
  resolved: ['reopen'],
  merged: [],
};

/** What can be said of an incident in this state. */
export function wordsFor(status: IncidentStatus): readonly IncidentWord[] {
  return WORDS[status];
}
