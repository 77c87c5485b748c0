import {
  ENTITY_SCORES,
  ENTITY_SOURCES,
  EntityPool,
  EntityScorer,
  createEntityScores,
  createRowScorer,
  strayFromBand,
  type EntitySource,
} from '@lapwing/engine';
import { madeUpEntity } from '../../../scoring-service/src/training/made-up/entities.ts';
import { intervalSeconds } from '../../../scoring-service/src/score-file/interval.ts';
import { figuresOf, meanFigures, type Figures } from '../accuracy/figures.ts';
import type { LabelledSeries } from '../datasets/load.ts';

/** A labelled series whose columns belong to one service, each from a source. */
export interface ServiceSeries {
  series: LabelledSeries;
  sources: readonly EntitySource[];
}

/** Services with faults, none of which the shipped nets were trained on: their seeds lie beyond the training's. */
const SEEDS_FROM = 900_000_000;
const SERVICES = 12;
const STEPS = 4_000;
const FAULTS = 8;

export function madeUpServices(): ServiceSeries[] {
  return Array.from({ length: SERVICES }, (_, k) => {
    const { times, signals, faults } = madeUpEntity(SEEDS_FROM + k, STEPS, FAULTS);
    const labels = new Uint8Array(STEPS);
    for (const { from, to } of faults) labels.fill(1, from, to);
    return {
      sources: signals.map(({ source }) => source),
      series: {
        ...{ name: `service ${k}`, timesMs: times, labels, evaluateFrom: STEPS / 2 },
        columns: signals.map(({ source, values }, c) => ({
          name: `${source} ${c}`,
          values: Float64Array.from(values),
        })),
      },
    };
  });
}

/** Decades of surprise by row: of the signals' own models, of a net over all of them, of both together. */
export interface ServiceDecades {
  signals: Float64Array;
  net: Float64Array;
  both: Float64Array;
}

function decadesOf({ series, sources }: ServiceSeries, net: Uint8Array): ServiceDecades {
  const { timesMs, columns } = series;
  const rows = createRowScorer(columns.length, {
    intervalSeconds: intervalSeconds([...timesMs.subarray(0, 20)]),
    direction: 'both',
    models: { statistical: true, forest: true },
    seed: 1,
  });
  const scorer = new EntityScorer(net);
  scorer.addSlots(1);
  const [pool, said, slot] = [new EntityPool(1), createEntityScores(1), Uint32Array.of(0)];
  const blank = (): Float64Array => new Float64Array(timesMs.length);
  const decades: ServiceDecades = { signals: blank(), net: blank(), both: blank() };
  for (let i = 0; i < timesMs.length; i++) {
    const values = Float64Array.from(columns, (column) => column.values[i]);
    const { pValue } = rows.step(timesMs[i], values);
    const { expected, lower, upper } = rows.scores;
    pool.clear();
    sources.forEach((source, k) => {
      const z = strayFromBand(values[k], expected[k], lower[k], upper[k]);
      if (!Number.isNaN(z)) pool.add(0, ENTITY_SOURCES.indexOf(source), z);
    });
    scorer.step(slot, pool, said);
    // The likeliest source to be at fault speaks for a net that scores each of them.
    const least = Math.min(...said.pValue.subarray(0, ENTITY_SCORES));
    decades.signals[i] = -Math.log10(pValue);
    decades.net[i] = -Math.log10(least);
    decades.both[i] = (decades.signals[i] + decades.net[i]) / 2;
  }
  return decades;
}

/** Mean figures of each of the three over all services. */
export function serviceFigures(
  all: readonly ServiceSeries[],
  net: Uint8Array,
): Record<keyof ServiceDecades, Figures> {
  const scored = all.map((service) => ({ service, decades: decadesOf(service, net) }));
  const of = (which: keyof ServiceDecades): Figures =>
    meanFigures(
      scored.map(({ service, decades }) =>
        figuresOf(service.series, { decades: decades[which], news: decades[which], signal: [] }),
      ),
    );
  return { signals: of('signals'), net: of('net'), both: of('both') };
}
