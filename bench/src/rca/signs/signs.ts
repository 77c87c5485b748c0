import path from 'node:path';
import { spanTree } from '@lapwing/engine';
import { datasetsFolder } from '../../datasets/load.ts';
import type { Table } from '../../report/table.ts';
import { listedCases, type KnownCase } from '../cases.ts';
import { metricSigns } from './metric-signs.ts';
import type { Sign } from './sign.ts';
import { spanSigns } from './span-signs.ts';

/** A case with what its metrics and spans tell, before and since. */
interface Told {
  kind: string;
  services: string[];
  past: Map<string, Sign>;
  now: Map<string, Sign>;
}

/** Fewer other cases than this say nothing of how a sign is in other troubles. */
const FEWEST_OTHERS = 8;
const MAD_OF_NORMAL = 1.4826;
/** Of all signs together each is squeezed to this at most. */
const MOST = 12;

/**
 * What metrics and spans can tell of Train Ticket's faults at all, without logs: of each family of signs where the faulty
 * service ranks by the sign that is furthest from (a) its own past, (b) the same sign in all cases with another faulty
 * service. The second knows how every service is in twenty other troubles, what no ranker can know.
 */
export async function signs(): Promise<Table[]> {
  const told: Told[] = [];
  for (const known of listedCases(path.join(datasetsFolder(), 'nezha-trainticket/cases'))) {
    told.push(await toldBy(known));
  }
  if (told.length === 0) return [{ title: 'Train Ticket is not there', rows: [] }];
  const byPast = told.map((one) => furthest(one, (key) => pastOf(one, key)));
  const byOthers = told.map((one) => furthest(one, (key) => othersOf(told, one, key)));
  const families = [...new Set(byOthers.flatMap((some) => [...some.keys()]))].sort();
  const rows = families.map((family) => ({
    'ranked by': family,
    ...figures(told, byPast, byOthers, (some) => some.get(family) ?? new Map<string, number>()),
  }));
  rows.push({ 'ranked by': 'all of them together', ...figures(told, byPast, byOthers, together) });
  return [
    {
      title: 'Train Ticket without logs: where the faulty service ranks by what metrics and spans tell',
      rows,
    },
    {
      title: 'Train Ticket without logs: the family is chosen knowing the answer',
      rows: [hindsight('own past', told, byPast), hindsight('other cases', told, byOthers)],
    },
  ];
}

async function toldBy({ kind, services, atMs, untilMs, read }: KnownCase): Promise<Told> {
  const { metrics, spans: events } = await read();
  const spans = [...spanTree(events, { atMs, untilMs }).spans.values()];
  const at = (now: boolean): Map<string, Sign> =>
    new Map([
      ...spanSigns(spans.filter((span) => span.now === now)),
      ...metricSigns(metrics, now ? atMs : -Infinity, now ? untilMs : atMs),
    ]);
  return { kind, services, past: at(false), now: at(true) };
}

/** What a sign is compared with: a value, and how far it strays by itself. */
type Reference = { value: number; spread: number } | undefined;

function pastOf({ past }: Told, key: string): Reference {
  const sign = past.get(key);
  return sign && { value: sign.value, spread: sign.error };
}

function othersOf(told: readonly Told[], one: Told, key: string): Reference {
  const values = told.flatMap(({ services, now }) => {
    const sign = services[0] === one.services[0] ? undefined : now.get(key);
    return sign ? [sign.value] : [];
  });
  if (values.length < FEWEST_OTHERS) return undefined;
  const value = middle(values);
  return { value, spread: MAD_OF_NORMAL * middle(values.map((other) => Math.abs(other - value))) };
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/** By family and service: how many spreads its furthest sign is away. */
function furthest({ now }: Told, reference: (key: string) => Reference): Map<string, Map<string, number>> {
  const found = new Map<string, Map<string, number>>();
  for (const [key, { family, service, value, error }] of now) {
    const usual = reference(key);
    if (!usual) continue;
    const far = Math.abs(value - usual.value) / Math.hypot(usual.spread, error);
    let by = found.get(family);
    if (!by) found.set(family, (by = new Map<string, number>()));
    by.set(service, Math.max(by.get(service) ?? 0, far));
  }
  return found;
}

type Scores = ReadonlyMap<string, number>;
type Families = ReadonlyMap<string, Scores>;

function together(families: Families): Map<string, number> {
  const sums = new Map<string, number>();
  for (const by of families.values())
    for (const [service, far] of by)
      sums.set(service, (sums.get(service) ?? 0) - MOST * Math.expm1(-far / MOST));
  return sums;
}

/** From 1; 0 where nothing is told of it. */
function rankIn(scores: Scores, services: readonly string[]): number {
  const order = [...scores].sort((a, b) => b[1] - a[1]);
  return order.findIndex(([service]) => services.includes(service)) + 1;
}

function figures(
  told: readonly Told[],
  byPast: readonly Families[],
  byOthers: readonly Families[],
  of: (families: Families) => Scores,
): Record<string, number> {
  const ranks = (all: readonly Families[]): number[] =>
    all.map((some, i) => rankIn(of(some), told[i].services));
  const [past, others] = [ranks(byPast), ranks(byOthers)];
  const first = (kind: string): number =>
    told.filter((one, i) => one.kind === kind && others[i] === 1).length;
  const kinds = [...new Set(told.map(({ kind }) => kind))];
  return {
    cases: told.length,
    'top-1 by its past': past.filter((rank) => rank === 1).length,
    'top-1 by other cases': others.filter((rank) => rank === 1).length,
    'top-3 by other cases': others.filter((rank) => rank >= 1 && rank <= 3).length,
    ...Object.fromEntries(kinds.map((kind) => [`of ${kind}`, first(kind)])),
  };
}

/** In which share of cases a service is first in at least one family: the faulty one, and the others. */
function hindsight(against: string, told: readonly Told[], all: readonly Families[]): Table['rows'][number] {
  let [faulty, innocent, others] = [0, 0, 0];
  all.forEach((families, i) => {
    const { services } = told[i];
    const firsts = new Set([...families.values()].flatMap((by) => topOf(by)));
    const known = new Set([...families.values()].flatMap((by) => [...by.keys()]));
    for (const service of known) {
      if (services.includes(service)) faulty += firsts.has(service) ? 1 : 0;
      else {
        others++;
        innocent += firsts.has(service) ? 1 : 0;
      }
    }
  });
  return {
    against,
    'faulty service first in some family': faulty / told.length,
    'innocent service first in some family': innocent / others,
  };
}

function topOf(scores: Scores): string[] {
  let best: { service: string; far: number } | undefined;
  for (const [service, far] of scores) if (!best || far > best.far) best = { service, far };
  return best ? [best.service] : [];
}
