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
  /** The caller's own work round the call is in it: it may as well be the caller that is slow. */
  room?: boolean;
}

/** Ways of a service that are as they were speak against it, the more of them the more. */
const AGAINST = 2;
/** Calls are answered late more often than they are sent late: at a tie it is the called service. */
const SENDER = 0.8;

/** A cause of longer ways: a service that is slow to answer, or one whose network is ill both ways. */
interface End {
  service: string;
  /** To it alone, or from it as well. */
  bothWays: boolean;
}

/**
 * Says whose the time on the way is: each way has two ends, and as few ends as possible explain all ways that grew. An end
 * explains the more, the more grown ways meet there and the fewer that are as they were: a service that is slow to accept
 * has grown ways from all its callers, whatever those that it calls do; one with an ill network to all that it calls besides.
 * `measured` are all ways that could have grown.
 */
export function waysBlamed(evidence: readonly Longer[], measured: readonly Way[]): Evidence[] {
  const result = evidence.flatMap(({ caller, found }) => (caller === undefined ? [found] : []));
  const ways = measured.filter(({ caller }) => caller !== undefined);
  let open = evidence.filter(({ caller }) => caller !== undefined);
  while (open.length > 0) {
    const ends = [
      ...[...new Set(open.flatMap(({ found, room }) => (room ? [] : [found.service])))].map((service) => ({
        service,
        bothWays: false,
      })),
      ...[...new Set(open.flatMap(({ caller = '', found }) => [caller, found.service]))].map((service) => ({
        service,
        bothWays: true,
      })),
    ];
    let best = { end: ends[0], weight: -1 };
    for (const end of ends) {
      const weight = explainedBy(end, open, ways);
      if (weight > best.weight) best = { end, weight };
    }
    const { end } = best;
    const met = open.filter(({ caller, found }) => meets(end, { caller, service: found.service }));
    open = open.filter((one) => !met.includes(one));
    const sent = met.filter(({ caller }) => caller === end.service).length;
    for (const { found } of met)
      result.push(sent > 0 ? { ...found, service: end.service, words: wordsOf(found, met.length) } : found);
  }
  return result;
}

function meets({ service, bothWays }: End, way: Way): boolean {
  return way.service === service || (bothWays && way.caller === service);
}

/** Strength of the grown ways that meet at an end, less for those there that did not grow. */
function explainedBy(end: End, open: readonly Longer[], ways: readonly Way[]): number {
  let sum = 0;
  let grown = 0;
  for (const { caller, found } of open) {
    if (!meets(end, { caller, service: found.service })) continue;
    grown++;
    sum += found.strength * (found.service === end.service ? 1 : SENDER);
  }
  const calm = Math.max(0, ways.filter((way) => meets(end, way)).length - grown);
  return sum * (grown / (grown + AGAINST * calm));
}

function wordsOf({ words }: Evidence, met: number): string {
  return met > 1 ? `${words} (${met} ways from and to it are longer)` : words;
}
