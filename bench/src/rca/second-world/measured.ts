import { suspectsOf } from '@lapwing/engine';
import { baro } from '../baselines/baro.ts';
import { rules } from '../baselines/rules.ts';
import { rankFigures, rankOf } from '../figures.ts';
import type { Table } from '../../report/table.ts';
import { signsOf } from './oracle.ts';
import { readBack, secondWorld, type Half, type SecondCase } from './second-world.ts';
import { ELSEWHERE, NOWHERE } from './unseen.ts';

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
  const calm: { half: Half; confidence: string }[] = [];
  for (const [i, one] of secondWorld().entries()) {
    outcomes.push(await outcomeOf(one));
    if (i % 8 < 2) calm.push({ half: one.half, confidence: await withoutFault(one) });
  }
  const rows = (head: string, of: (outcome: Outcome) => string): Table['rows'] =>
    HALVES.flatMap((half) =>
      [
        ...Map.groupBy(
          outcomes.filter(({ one }) => one.half === half),
          of,
        ),
      ].map(([group, some]) => ({
        half,
        [head]: group,
        ...figures(some),
      })),
    );
  const shown = outcomes.filter(({ one }) => !ELSEWHERE.has(one.name));
  return [
    {
      title: 'Root cause in the second world, by what there is to look at',
      rows: [
        ...rows('watched by', () => 'all'),
        ...HALVES.map((half) => ({
          half,
          'watched by': 'all that show in the service itself',
          ...figures(shown.filter(({ one }) => one.half === half)),
        })),
        ...rows('watched by', ({ one }) => one.way),
      ],
    },
    {
      title: 'Root cause in the second world, by kind of fault',
      rows: rows('kind', ({ one }) => one.family),
    },
    {
      title: 'How sure it is in the second world: share of answers',
      rows: [
        ...HALVES.map((half) =>
          sureness(
            half,
            'right',
            ofHalf(outcomes, half, (rank) => rank === 1),
          ),
        ),
        ...HALVES.map((half) =>
          sureness(
            half,
            'wrong',
            ofHalf(outcomes, half, (rank) => rank !== 1),
          ),
        ),
        ...HALVES.map((half) =>
          sureness(
            half,
            'no fault at all',
            calm.filter((one) => one.half === half),
          ),
        ),
      ],
    },
  ];
}

const HALVES: readonly Half[] = ['A', 'B'];

function ofHalf(outcomes: readonly Outcome[], half: Half, of: (rank: number) => boolean): Outcome[] {
  return outcomes.filter(({ one, rank }) => one.half === half && of(rank));
}

function sureness(half: Half, first: string, some: readonly { confidence: string }[]): Table['rows'][number] {
  const share = (word: string): number =>
    some.filter(({ confidence }) => confidence === word).length / some.length;
  return {
    half,
    first,
    cases: some.length,
    likely: share('likely'),
    possible: share('possible'),
    unknown: share('unknown'),
  };
}

/** The same window had nothing been put in. */
async function withoutFault({ known, atMs, untilMs }: SecondCase): Promise<string> {
  return suspectsOf(await readBack(known, false), { atMs, untilMs }).confidence;
}

/** What the fault of each case changed, the strongest sign of the right service and of all; both halves, no ranking. */
export function secondWorldOracle(): Promise<Table[]> {
  const rows = secondWorld(new Set()).map(({ name, services, known }) => {
    const signs = signsOf(known);
    const own = signs.find(({ service }) => services.includes(service));
    const found = own ? 'itself' : signs.length > 0 ? 'elsewhere' : 'nowhere';
    const listed = NOWHERE.has(name) ? 'nowhere' : ELSEWHERE.has(name) ? 'elsewhere' : 'itself';
    return {
      case: name,
      shows: found,
      listed: listed === found ? 'so' : `${listed}: mend unseen.ts`,
      services: signs.length,
      'its sign': own?.signal.slice(0, 60) ?? '',
      'first of all': signs[0]?.service ?? '',
    };
  });
  return Promise.resolve([{ title: 'What faults of the second world change', rows }]);
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
  };
}
