import { suspectsOf } from '@lapwing/engine';
import { baro } from '../baselines/baro.ts';
import { rules } from '../baselines/rules.ts';
import { rankFigures, rankOf } from '../figures.ts';
import type { Table } from '../../report/table.ts';
import { secondWorld, type Half, type SecondCase } from './second-world.ts';

interface Outcome {
  one: SecondCase;
  rank: number;
  baro: number;
  rules: number;
  confidence: string;
  first: string;
  events: number;
  ms: number;
}

/**
 * Ranks in the second world, by way of watching and by family of fault, each half in rows of its own. Half A may be learnt
 * from case by case (`rca-cases`); of half B only these figures are looked at.
 */
export async function secondWorldFigures(): Promise<Table[]> {
  const outcomes: Outcome[] = [];
  for (const one of secondWorld()) outcomes.push(await outcomeOf(one));
  const halves: Half[] = ['A', 'B'];
  const rows = (head: string, of: (outcome: Outcome) => string): Table['rows'] =>
    halves.flatMap((half) =>
      [
        ...Map.groupBy(
          outcomes.filter(({ one }) => one.half === half),
          of,
        ),
      ].map(([group, some]) => ({ half, [head]: group, ...figures(some) })),
    );
  return [
    {
      title: 'Root cause in the second world, by what there is to look at',
      rows: [...rows('watched by', () => 'all'), ...rows('watched by', ({ one }) => one.way)],
    },
    {
      title: 'Root cause in the second world, by kind of fault',
      rows: rows('kind', ({ one }) => one.family),
    },
  ];
}

/** Case by case, half A alone. */
export async function secondWorldCases(): Promise<Table[]> {
  const rows: Table['rows'] = [];
  for (const one of secondWorld()) {
    if (one.half !== 'A') continue;
    const { rank, baro: byBaro, rules: byRules, confidence, first, ms } = await outcomeOf(one);
    const { name, way, services, known } = one;
    rows.push({
      case: name,
      way,
      right: services.join(' or '),
      rank,
      first,
      confidence,
      baro: byBaro,
      rules: byRules,
      beside: known.ordinary.join(' '),
      ms,
    });
  }
  return [{ title: 'Root cause in the second world: each case of half A', rows }];
}

async function outcomeOf(one: SecondCase): Promise<Outcome> {
  const input = await one.read();
  const { atMs, untilMs, services } = one;
  const start = performance.now();
  const { suspects, confidence } = suspectsOf(input, { atMs, untilMs });
  const ms = Math.round(performance.now() - start);
  return {
    one,
    rank: rankOf(suspects, services),
    baro: rankOf(baro(input, atMs, untilMs), services),
    rules: rankOf(rules(input, atMs, untilMs), services),
    confidence,
    first: suspects.length > 0 ? suspects[0].service : '',
    events:
      input.logs.length +
      input.spans.length +
      input.metrics.reduce((sum, { values }) => sum + values.length, 0),
    ms,
  };
}

function figures(some: readonly Outcome[]): Record<string, number> {
  const mean = (values: number[]): number =>
    Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
  return {
    ...rankFigures(some.map(({ rank }) => rank)),
    "BARO's top-1": rankFigures(some.map((outcome) => outcome.baro))['top-1'],
    "rules' top-1": rankFigures(some.map((outcome) => outcome.rules))['top-1'],
    'events a case': mean(some.map(({ events }) => events)),
    'ms a case': mean(some.map(({ ms }) => ms)),
  };
}
