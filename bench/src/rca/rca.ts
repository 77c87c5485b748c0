import path from 'node:path';
import { suspectsOf, type RcaInput } from '@lapwing/engine';
import { datasetsFolder } from '../datasets/load.ts';
import type { Table } from '../report/table.ts';
import { listedCases, petShopCases, type KnownCase } from './cases.ts';
import { rankFigures, rankOf } from './figures.ts';
import { baro } from './baselines/baro.ts';
import { rules } from './baselines/rules.ts';
import { MADE_UP, madeUpCases } from './made-up/sets.ts';

/** Made-up systems for each kind of fault and each way of watching. */
const SEEDS = 2;

const WITHOUT = ['nothing', 'metrics', 'logs', 'spans'] as const;
type Without = (typeof WITHOUT)[number];

interface Outcome {
  without: Without;
  kind: string;
  rank: number;
  /** Where the baselines rank it; 0 where they cannot. */
  baro: number;
  rules: number;
  ms: number;
  events: number;
}

/** Ranks of the right service, by set, by kind of fault, and without each source; two simple rankers beside it. */
export async function rca(): Promise<Table[]> {
  const folder = datasetsFolder();
  const sets: [string, KnownCase[]][] = [
    ['Nezha Train Ticket', listedCases(path.join(folder, 'nezha-trainticket/cases'))],
    ['Nezha Online Boutique', listedCases(path.join(folder, 'nezha-onlineboutique'))],
    ['PetShop', petShopCases(path.join(folder, 'petshop'))],
    ...Object.keys(MADE_UP).map((name): [string, KnownCase[]] => [
      `made up: ${name}`,
      madeUpCases(name, SEEDS),
    ]),
  ];
  const bySet: Table['rows'] = [];
  const byKind: Table['rows'] = [];
  for (const [set, cases] of sets) {
    const outcomes: Outcome[] = [];
    for (const known of cases) outcomes.push(...(await outcomesOf(known)));
    for (const [without, some] of Map.groupBy(outcomes, (one) => one.without)) {
      const figures = rankFigures(some.map(({ rank }) => rank));
      const events = Math.round(mean(some.map((one) => one.events)));
      const ms = Math.round(mean(some.map((one) => one.ms)));
      bySet.push({
        set,
        without,
        ...figures,
        ...beside(some),
        'events a case': events,
        'ms a case': ms,
      });
      if (without !== 'nothing') continue;
      for (const [kind, alike] of Map.groupBy(some, (one) => one.kind)) {
        byKind.push({ set, kind, ...rankFigures(alike.map(({ rank }) => rank)), ...beside(alike) });
      }
    }
  }
  return [
    { title: 'Root cause: where the right service is ranked', rows: bySet },
    { title: 'Root cause by kind of fault, all sources', rows: byKind },
  ];
}

/** Top-1 of the baselines on the same cases. */
function beside(outcomes: readonly Outcome[]): Record<string, number> {
  return {
    "BARO's top-1": rankFigures(outcomes.map((one) => one.baro))['top-1'],
    "rules' top-1": rankFigures(outcomes.map((one) => one.rules))['top-1'],
  };
}

/** With all sources, then without each that is there when something is left. Time is that of reading and ranking. */
async function outcomesOf(known: KnownCase): Promise<Outcome[]> {
  const start = performance.now();
  const whole = await known.read();
  const reading = performance.now() - start;
  return WITHOUT.filter((without) => without === 'nothing' || canLack(whole, without)).map((without) => {
    const input = without === 'nothing' ? whole : { ...whole, [without]: [] };
    const symptom = known.symptom === undefined ? {} : { symptom: known.symptom };
    const from = performance.now();
    const { atMs, untilMs, services } = known;
    const { suspects } = suspectsOf(input, { atMs, untilMs, ...symptom });
    const ms = reading + performance.now() - from;
    return {
      without,
      kind: known.kind,
      rank: rankOf(suspects, services),
      baro: rankOf(baro(input, atMs, untilMs), services),
      rules: rankOf(rules(input, atMs, untilMs), services),
      ms,
      events: input.logs.length + input.spans.length + readings(input),
    };
  });
}

/** The source is there, and another one. */
function canLack(input: RcaInput, without: Exclude<Without, 'nothing'>): boolean {
  const others = (['metrics', 'logs', 'spans'] as const).filter((source) => source !== without);
  return input[without].length > 0 && others.some((source) => input[source].length > 0);
}

function readings({ metrics }: RcaInput): number {
  return metrics.reduce((sum, { values }) => sum + values.length, 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
