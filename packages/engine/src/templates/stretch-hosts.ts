import type { Columns } from './columns.ts';
import type { Template } from './template.ts';

/** Columns that one value may take up. */
const COLUMNS_MOST = 8;
/** Words that a template must have for its values to stretch: what has fewer fits by chance. */
const WORDS_LEAST = 2;
/**
 * Hosts that are tried for each word of a template, those of most words first: statements have a word that few others
 * have, and a flood of messages from a handful of words must not be compared each with all.
 */
const TRIED_MOST = 16;
/** Searches of a fit are given up after so many steps: words that repeat fit in more ways than are worth trying. */
const STEPS_MOST = 1000;

/** How a longer template fits a host: for each of its values the columns that it takes up. */
export type Fit = readonly (readonly [from: number, to: number])[];

/** Fits columns into a host's, each value at least one column; or undefined. */
function fitOf(host: Columns, columns: Columns): Fit | undefined {
  const found: [number, number][] = [];
  let steps = 0;
  const go = (h: number, c: number): boolean => {
    if (h === host.length) return c === columns.length;
    if (++steps > STEPS_MOST || host.length - h > columns.length - c) return false;
    if (host[h] !== null) return host[h] === columns[c] && go(h + 1, c + 1);
    for (let stop = c + 1; stop <= Math.min(columns.length, c + COLUMNS_MOST); stop++) {
      found.push([c, stop]);
      if (go(h + 1, stop)) return true;
      found.pop();
    }
    return false;
  };
  return go(0, 0) ? found : undefined;
}

export const wordsOf = (columns: Columns): string[] => columns.filter((word) => word !== null);

const ownWords = ({ columns, headWords }: Template): string[] => wordsOf(columns).slice(headWords);

export interface Host {
  readonly template: Template;
  /** Its words but for those of its line's head, which tell nothing of the statement. */
  readonly words: number;
}

/** Below zero where one is the better host. */
const order = (one: Host, other: Host): number =>
  other.words - one.words || (one.template.id < other.template.id ? -1 : 1);

/** Templates with values, found by the word of each that fewest have; the better ones first. */
export class Hosts {
  readonly #byWord = new Map<string, Host[]>();

  constructor(templates: Iterable<Template>) {
    const counts = new Map<string, number>();
    const hosts: { host: Host; words: string[] }[] = [];
    for (const template of templates) {
      const words = ownWords(template);
      for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
      if (template.columns.includes(null) && words.length >= WORDS_LEAST)
        hosts.push({ host: { template, words: words.length }, words });
    }
    for (const { host, words } of hosts) {
      const rarest = words.reduce((one, other) =>
        (counts.get(other) ?? 0) < (counts.get(one) ?? 0) ? other : one,
      );
      const list = this.#byWord.get(rarest);
      if (list === undefined) this.#byWord.set(rarest, [host]);
      else list.push(host);
    }
    for (const list of this.#byWord.values()) list.sort(order);
  }

  /** The host of most words that the template fits, of several the one with the least id. */
  of(template: Template): { host: Host; fit: Fit } | undefined {
    const words = ownWords(template);
    let best: { host: Host; fit: Fit } | undefined;
    for (const word of new Set(words)) {
      const list = this.#byWord.get(word) ?? [];
      const first = firstOfFewer(list, words.length);
      for (let k = first; k < Math.min(list.length, first + TRIED_MOST); k++) {
        const host = list[k];
        if (best !== undefined && order(host, best.host) > 0) break;
        if (host.template.headWords !== template.headWords) continue;
        const fit = fitOf(host.template.columns, template.columns);
        if (fit === undefined) continue;
        best = { host, fit };
        break;
      }
    }
    return best;
  }
}

/** Where the hosts of fewer words begin in a list that has those of most words first. */
function firstOfFewer(list: readonly Host[], words: number): number {
  let low = 0;
  for (let high = list.length; low < high;) {
    const middle = (low + high) >> 1;
    if (list[middle].words >= words) low = middle + 1;
    else high = middle;
  }
  return low;
}
