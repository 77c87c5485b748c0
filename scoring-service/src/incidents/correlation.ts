import type { LiveEvent } from '@lapwing/contract';
import type { CallGraph } from '@lapwing/engine';
import type { Logger } from 'pino';
import type { HealthBoard } from '../pipeline/health-board.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { Stores } from '../stores/open-stores.ts';
import type { LateSpans } from '../sources/traces/late-spans.ts';
import { Correlator } from './correlator.ts';
import { compareInThread } from './compare-in-thread.ts';
import { createEventEvidence } from './event-evidence.ts';
import { createExampleOf } from './examples-of.ts';
import { Surroundings } from './surroundings.ts';

/** What came late may hold the beginning. */
const LATE_BEFORE_MS = 60_000;

export interface CorrelationDeps {
  stores: Pick<Stores, 'scores' | 'incidents' | 'templates' | 'traces'>;
  dataFolder: string;
  pipeline: Pick<Pipeline, 'reaches' | 'intervalMsOf'>;
  board: HealthBoard;
  graph: () => CallGraph;
  late: Pick<LateSpans, 'during'>;
  now: () => number;
  log: Logger;
  onEvent: (event: LiveEvent) => void;
}

/** The correlator on the running service's parts, and what ends it with its thread. */
export function createCorrelation({ stores, dataFolder, pipeline, board, late, ...rest }: CorrelationDeps): {
  correlator: Correlator;
  stop: () => Promise<void>;
} {
  const { scores, incidents } = stores;
  const { compare, close } = compareInThread(dataFolder);
  const correlator = new Correlator({
    ...rest,
    scores,
    incidents,
    exampleOf: createExampleOf(stores),
    eventEvidence: createEventEvidence({ compare, incidents, graph: rest.graph }),
    surroundings: new Surroundings(scores, rest.graph),
    reaches: () => pipeline.reaches(),
    intervalMs: (id) => pipeline.intervalMsOf(id),
    late: ({ parts, startedAt }) =>
      late.during(
        new Set(parts.map(({ entity }) => entity)),
        startedAt - LATE_BEFORE_MS,
        Math.max(startedAt, ...parts.map(({ end }) => end)),
      ),
    unseen: () =>
      board
        .parts()
        .filter(({ kind, status }) => status === 'down' && (kind === 'source' || kind === 'detector'))
        .map(({ name }) => name),
  });
  return {
    correlator,
    stop: async () => {
      // First the thread: nobody waits for a comparison when the service ends.
      await close();
      await correlator.stop();
    },
  };
}
