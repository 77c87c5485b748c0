import { parentPort, workerData } from 'node:worker_threads';
import { openKeptEvents } from '../stores/sqlite/open-kept-events.ts';
import { compareEvents, type Comparison, type ComparisonTask } from './event-comparison.ts';

export interface ToComparisonThread {
  id: number;
  task: ComparisonTask;
}
export type FromComparisonThread = { id: number } & ({ comparison: Comparison } | { error: string });

/** The thread that compares what happened in an incident with an ordinary past: one task after the other. It is ended from outside. */
const events = openKeptEvents(workerData as string);
parentPort?.on('message', ({ id, task }: ToComparisonThread) => {
  parentPort?.postMessage(answerTo(id, task));
});

function answerTo(id: number, task: ComparisonTask): FromComparisonThread {
  try {
    return { id, comparison: compareEvents(events, task) };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
