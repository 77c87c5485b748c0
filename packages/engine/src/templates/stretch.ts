import type { Columns } from './columns.ts';
import { leadOf, valueWeight } from './lexicon.ts';
import { Hosts, wordsOf, type Fit, type Host } from './stretch-hosts.ts';
import type { Template } from './template.ts';

/** Evidence that a value takes several words: one name, where a value stood already. */
const ENOUGH = 0.6;
/** Templates are compared again after so many new kinds of message, or this share of those known. */
const NEW_LEAST = 16;
const NEW_SHARE = 0.15;

interface Guest {
  readonly template: Template;
  readonly fit: Fit;
}

/** What is found out as it is saved: templates by their places in the parser's list. */
export interface StretchState {
  left: number;
  into: [guest: number, host: number][];
  sums: [host: number, sums: number[]][];
}

/** What a guest's columns at a host's value tell that they are one value: as much as the word that tells least. */
function told(columns: Columns, [from, to]: readonly [number, number]): number {
  const words = wordsOf(columns.slice(from, to));
  return words.length === 0 ? 0 : Math.min(...words.map(valueWeight));
}

/** For each value of a host, how much its guests tell that it takes several words. */
function evidenceOf(host: Host, guests: readonly Guest[]): number[] {
  const { columns } = host.template;
  const places = columns.flatMap((word, place) => (word === null ? [place] : []));
  return places.map((place, value) => {
    let sum = 0;
    for (const { template, fit } of guests) sum += told(template.columns, fit[value]);
    return sum * leadOf(columns[place - 1] ?? '');
  });
}

/** Whether each value of a host that takes up words of the guest has been seen to do so. */
function holds(host: Host, sums: readonly number[], guest: Guest): boolean {
  return guest.fit.every((span, value) => {
    const words = wordsOf(guest.template.columns.slice(...span)).length;
    return words === 0 || sums[value] >= ENOUGH * Math.max(1, (2 * words) / host.words);
  });
}

/**
 * Which templates are others whose values take several words: `Sink <*> stopped` holds `Sink main logs stopped`. A value
 * of a host stretches where the words that stand there, over all templates that fit, tell enough that they are names.
 */
export class Stretches {
  #into = new Map<Template, Template>();
  #sums = new Map<Template, number[]>();
  /** The templates that have been seen to stretch. */
  #hosts = new Hosts([]);
  /** New kinds of message until all are compared again. */
  #left = NEW_LEAST;

  /** The template that holds this one, or itself. */
  of(template: Template): Template {
    for (let into = this.#into.get(template); into !== undefined; into = this.#into.get(template))
      template = into;
    return template;
  }

  /** Notes that a kind of message is new; whether all are to be compared again. */
  isDue(): boolean {
    return --this.#left <= 0;
  }

  /**
   * Compares templates: what is found depends on which there are and on nothing else. What was found of others stays while
   * what holds them is compared.
   */
  compare(templates: readonly Template[], kinds: number): void {
    const compared = new Set(templates);
    const others = [...this.#into].filter(([guest, host]) => !compared.has(guest) && compared.has(host));
    const hosts = new Hosts(templates);
    const guests = new Map<Host, Guest[]>();
    for (const template of templates) {
      const found = hosts.of(template);
      if (found === undefined) continue;
      const list = guests.get(found.host) ?? [];
      guests.set(found.host, list);
      list.push({ template, fit: found.fit });
    }
    this.#into = new Map(others);
    this.#sums = new Map();
    for (const [host, list] of guests) {
      const sums = evidenceOf(host, list);
      this.#sums.set(host.template, sums);
      for (const guest of list) if (holds(host, sums, guest)) this.#into.set(guest.template, host.template);
    }
    this.#hosts = new Hosts(this.#sums.keys());
    this.#left = Math.max(NEW_LEAST, Math.ceil(kinds * NEW_SHARE));
  }

  /** A template that is new: held by a host that was seen to stretch so, or by none until all are compared again. */
  add(template: Template): void {
    if (this.#into.has(template)) return;
    const found = this.#hosts.of(template);
    if (found === undefined) return;
    const { host, fit } = found;
    if (holds(host, this.#sums.get(host.template) ?? [], { template, fit }))
      this.#into.set(template, host.template);
  }

  /** The template that holds this one, which need not be known; nothing is noted. */
  lookUp(template: Template): Template {
    if (this.#into.has(template)) return this.of(template);
    const found = this.#hosts.of(template);
    if (found === undefined) return template;
    const { host, fit } = found;
    const isHeld = holds(host, this.#sums.get(host.template) ?? [], { template, fit });
    return isHeld ? this.of(host.template) : template;
  }

  /** Forgets what is found of templates that are not used any more. */
  keep(used: ReadonlySet<Template>): void {
    for (const template of this.#into.keys()) if (!used.has(template)) this.#into.delete(template);
    const hosts = new Set(this.#into.values());
    for (const template of this.#sums.keys())
      if (!used.has(template) && !hosts.has(template)) this.#sums.delete(template);
    this.#hosts = new Hosts(this.#sums.keys());
  }

  /** The templates that it speaks of. */
  *templates(): Generator<Template> {
    for (const [guest, host] of this.#into) yield* [guest, host];
    yield* this.#sums.keys();
  }

  save(templateAt: ReadonlyMap<Template, number>): StretchState {
    const place = (template: Template): number => templateAt.get(template) ?? -1;
    return {
      left: this.#left,
      into: [...this.#into].map(([guest, host]) => [place(guest), place(host)]),
      sums: [...this.#sums].map(([host, sums]) => [place(host), sums]),
    };
  }

  restore(state: StretchState, templates: readonly Template[]): void {
    this.#left = state.left;
    this.#into = new Map(state.into.map(([guest, host]) => [templates[guest], templates[host]]));
    this.#sums = new Map(state.sums.map(([host, sums]) => [templates[host], sums]));
    this.#hosts = new Hosts(this.#sums.keys());
  }
}
