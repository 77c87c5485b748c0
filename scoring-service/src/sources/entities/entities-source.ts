import { durationSeconds, type Detector, type DetectorCheck, type EntitiesQuery } from '@lapwing/contract';
import { ENTITY_SOURCES } from '@lapwing/engine';
import { LapwingError } from '../../errors.ts';
import type { ScoreStore } from '../../stores/score-store.ts';
import type { NetSchedule } from '../../training/net-schedule.ts';
import type { PulledChunk, SeriesChunk, Source, TimeRange } from '../source.ts';
import { BLOCK_INTERVALS, EntityBlock, type EntitySaid } from './entity-block.ts';
import { entitySignals, scoredReadings, scoredUntil } from './scored-readings.ts';

/** The source that reads what other detectors scored, and its name. */
export const ENTITIES_SOURCE = 'entities';
const SAMPLE = 20;

export interface EntitiesSourceDeps {
  scores: ScoreStore;
  nets: NetSchedule;
  detectors: () => Detector[];
}

/**
 * Services, hosts: signals of several detectors that share a label, read together by one net. The net's surprise (nats)
 * is the reading: of all sources together (MSIF-LSTM), or of each, knowing the others (PLE-GRU). The detector's own
 * models then say how rare that surprise is.
 */
export function createEntitiesSource({ scores, nets, detectors }: EntitiesSourceDeps): Source {
  /** The block that the newest pull of a detector ended in: the next interval goes on from there. */
  const open = new Map<string, { start: number; asked: string; block: EntityBlock }>();

  const groupOf = (query: EntitiesQuery): Detector[] =>
    detectors().filter(({ id, enabled }) => enabled && query.detectors.includes(id));

  async function* pull(
    detector: Detector,
    range: TimeRange,
    signal: AbortSignal,
  ): AsyncGenerator<PulledChunk> {
    const query = queryOf(detector);
    const step = durationSeconds(detector.interval) * 1000;
    const length = BLOCK_INTERVALS * step;
    for (let from = range.from; from < range.to;) {
      signal.throwIfAborted();
      const start = Math.floor(from / length) * length;
      const to = Math.min(range.to, start + length);
      yield {
        range: { from, to },
        series: seriesOf(query, blockUpTo(detector, query, start, { from, to }, step)),
        absent: 'gap',
        warnings: [],
      };
      from = to;
    }
  }

  /** What the net says of each interval of `range`, which lies within the block that begins at `start`. */
  function blockUpTo(
    detector: Detector,
    query: EntitiesQuery,
    start: number,
    range: TimeRange,
    step: number,
  ): Map<number, EntitySaid[]> {
    const fresh = start >= (scores.watermark(detector.id) ?? -Infinity);
    const net = nets.at(detector.id, query.model, start, fresh);
    // A backtest asks other things under the same name.
    const asked = JSON.stringify([query, step]);
    const held = open.get(detector.id);
    const goesOn =
      held?.start === start &&
      held.asked === asked &&
      held.block.next === range.from &&
      held.block.netId === net.id;
    const block = goesOn ? held.block : new EntityBlock(net.bytes, start, step);
    const signals = entitySignals(scores, query.detectors, query.by);
    const readings = scoredReadings(scores, signals, query.by, { from: block.next, to: range.to }, step);
    const said = new Map<number, EntitySaid[]>();
    while (block.next < range.to) {
      const time = block.next;
      const now = block.take(readings.get(time) ?? []);
      if (time >= range.from) said.set(time, now);
    }
    open.set(detector.id, { start, asked, block });
    return said;
  }

  return {
    name: ENTITIES_SOURCE,
    pull,
    async extent(detector) {
      const query = queryOf(detector);
      const step = durationSeconds(detector.interval) * 1000;
      const group = groupOf(query);
      if (group.length === 0) return undefined;
      const last = scoredUntil(scores, group, step);
      const starts = entitySignals(scores, query.detectors, query.by).flatMap(({ first_seen }) =>
        first_seen === null ? [] : [Date.parse(first_seen)],
      );
      if (last === undefined || starts.length === 0) return undefined;
      return { first: Math.min(last, Math.floor(Math.min(...starts) / step) * step), last };
    },
    async check(detector): Promise<DetectorCheck> {
      const query = queryOf(detector);
      const known = new Set(detectors().map(({ id }) => id));
      const errors = query.detectors
        .filter((id) => !known.has(id))
        .map((id) => ({
          path: 'query.detectors',
          message: `there is no detector "${id}"`,
          hint: 'Name detectors that exist.',
        }));
      const names = new Set(
        entitySignals(scores, query.detectors, query.by).map(({ labels }) => labels[query.by]),
      );
      const none = `No signal of these detectors has the label "${query.by}" yet.`;
      return {
        ok: errors.length === 0,
        signals: names.size * (query.model === 'ple-gru' ? ENTITY_SOURCES.length : 1),
        sample: [...names]
          .slice(0, SAMPLE)
          .map((name) => ({ labels: { [query.by]: name, ...detector.labels }, last_value: null })),
        warnings: names.size === 0 ? [none] : [],
        errors,
      };
    },
    health: async () => ({ status: 'ok', reason: '' }),
    close: async () => open.clear(),
  };
}

/** A series for each entity, or for each source of each entity. */
function seriesOf(query: EntitiesQuery, said: Map<number, EntitySaid[]>): SeriesChunk[] {
  const series = new Map<string, { labels: SeriesChunk['labels']; times: number[]; values: number[] }>();
  const add = (labels: SeriesChunk['labels'], time: number, nats: number): void => {
    if (!Number.isFinite(nats)) return;
    const key = JSON.stringify(labels);
    const one = series.get(key) ?? { labels, times: [], values: [] };
    series.set(key, one);
    one.times.push(time);
    one.values.push(nats);
  };
  for (const [time, entities] of said) {
    for (const { entity, nats } of entities) {
      const labels = { [query.by]: entity, metric: 'surprise', model: query.model };
      if (query.model === 'msif-lstm') add(labels, time, nats[0]);
      else ENTITY_SOURCES.forEach((of, s) => add({ ...labels, of }, time, nats[1 + s]));
    }
  }
  return [...series.values()].map(({ labels, times, values }) => ({
    labels,
    times: Float64Array.from(times),
    values: Float64Array.from(values),
  }));
}

function queryOf(detector: Detector): EntitiesQuery {
  if (detector.query.type === 'entities') return detector.query;
  throw new LapwingError('BAD_REQUEST', {
    message: `the source "${ENTITIES_SOURCE}" cannot serve a query of type "${detector.query.type}"`,
    where: 'query.type',
    hint: 'Set query.type to "entities", or name another source.',
  });
}
