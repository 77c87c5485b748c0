import type { Evidence } from './evidence.ts';

/** Which way calls go; no caller for what is no call. */
export interface Way {
  caller: string | undefined;
  service: string;
}

/** Evidence of a longer time, and the caller when it is time on the way. */
export interface Longer {
  caller: string | undefined;
  found: Evidence;
}

/** Ways of a service that are as they were speak against it, the more of them the more. */
const AGAINST = 2;
/** Calls are answered late more often than they are sent late: at a tie it is the called service. */
const SENDER = 0.8;

/**
 * Says whose the time on the way is: each way has two ends, and as few ends as possible explain all ways that grew. An end
 * explains the more, the more grown ways meet there and the fewer that are as they were: a service that is slow to answer
 * has grown ways from all its callers, one with an ill network to all that it calls besides. `measured` are all ways that
 * could have grown.
 */
export function waysBlamed(evidence: readonly Longer[], measured: readonly Way[]): Evidence[] {
  const result = evidence.flatMap(({ caller, found }) => (caller === undefined ? [found] : []));
  const ways = measured.filter(({ caller }) => caller !== undefined);
  let open = evidence.filter(({ caller }) => caller !== undefined);
  while (open.length > 0) {
    const ends = new Set(open.flatMap(({ caller = '', found }) => [caller, found.service]));
    let best: { end: string; weight: number } = { end: '', weight: -1 };
    for (const end of ends) {
      const weight = explainedBy(end, open, ways);
      if (weight > best.weight) best = { end, weight };
    }
    const { end } = best;
    const met = open.filter(({ caller, found }) => caller === end || found.service === end);
    open = open.filter((one) => !met.includes(one));
    const sent = met.filter(({ caller }) => caller === end).length;
    for (const { found } of met)
      result.push(sent > 0 ? { ...found, service: end, words: wordsOf(found, met.length) } : found);
  }
  return result;
}

/** Strength of the grown ways that meet at a service, less for those there that did not grow. */
function explainedBy(end: string, open: readonly Longer[], ways: readonly Way[]): number {
  let sum = 0;
  let grown = 0;
  for (const { caller, found } of open) {
    if (caller !== end && found.service !== end) continue;
    grown++;
    sum += found.strength * (found.service === end ? 1 : SENDER);
  }
  const all = ways.filter(({ caller, service }) => caller === end || service === end).length;
  const calm = Math.max(0, all - grown);
  return sum * (grown / (grown + AGAINST * calm));
}

function wordsOf({ words }: Evidence, met: number): string {
  return met > 1 ? `${words} (${met} ways from and to it are longer)` : words;
}
