import type { LiveEvent } from '@lapwing/contract';
import type { CallGraph } from '@lapwing/engine';
import type { Logger } from 'pino';
import type { HealthBoard } from '../pipeline/health-board.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { Stores } from '../stores/open-stores.ts';
import { Correlator } from './correlator.ts';
import { createEventEvidence } from './event-evidence.ts';
import { createExampleOf } from './examples-of.ts';
import { Surroundings } from './surroundings.ts';

export interface CorrelationDeps {
  stores: Pick<Stores, 'scores' | 'incidents' | 'templates' | 'traces' | 'keptEvents'>;
  pipeline: Pick<Pipeline, 'reaches' | 'intervalMsOf'>;
  board: HealthBoard;
  graph: () => CallGraph;
  now: () => number;
  log: Logger;
  onEvent: (event: LiveEvent) => void;
}

/** The correlator on the running service's parts. */
export function createCorrelation({ stores, pipeline, board, ...rest }: CorrelationDeps): Correlator {
  const { scores, incidents } = stores;
  return new Correlator({
    ...rest,
    scores,
    incidents,
    exampleOf: createExampleOf(stores),
    eventEvidence: createEventEvidence({ events: stores.keptEvents, incidents, graph: rest.graph }),
    surroundings: new Surroundings(scores, rest.graph),
    reaches: () => pipeline.reaches(),
    intervalMs: (id) => pipeline.intervalMsOf(id),
    unseen: () =>
      board
        .parts()
        .filter(({ kind, status }) => status === 'down' && (kind === 'source' || kind === 'detector'))
        .map(({ name }) => name),
  });
}
