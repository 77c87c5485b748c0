import { parentPort, workerData } from 'node:worker_threads';
import { LapwingError } from '../errors.ts';
import { NetShelf } from './net-shelf.ts';
import { readHistory } from './read-history.ts';
import { shippedNet } from './shipped.ts';
import type { FromTraining, TrainingTask } from './thread-messages.ts';
import { trainNet, type TrainingOutcome } from './train-net.ts';
import { sequencesOf } from './training-signal.ts';

/** The thread that trains one net from what was scored. Any message stops it; it then leaves a checkpoint. */
const task = workerData as TrainingTask;
const abort = new AbortController();
parentPort?.on('message', () => abort.abort());
const answer = (message: FromTraining): void => parentPort?.postMessage(message);

async function run(fresh: boolean): Promise<TrainingOutcome> {
  const { kind, detectors, by, dataFolder, shelfFolder, seed, steps } = task;
  const signals = readHistory(dataFolder, detectors);
  return trainNet(
    {
      ...{ kind, seed, fresh, now: Date.now },
      ...(steps !== undefined && { steps }),
      sequences: sequencesOf(kind, signals, by),
      shelf: new NetShelf(shelfFolder, kind),
      first: shippedNet(kind),
      from: `what ${detectors.join(', ')} scored`,
      onProgress: (progress) => answer({ type: 'progress', progress }),
    },
    abort.signal,
  );
}

try {
  const outcome = await run(false).catch((error: unknown) => {
    // Since it was stopped, readings have come in: what it had begun is of another past.
    if (error instanceof LapwingError && error.where === 'checkpoint') return run(true);
    throw error;
  });
  answer({ type: 'done', outcome });
} catch (error) {
  const ordinary =
    error instanceof LapwingError && (error.code === 'BAD_REQUEST' || error.code === 'NOT_FOUND');
  answer({ type: 'failed', ordinary, message: error instanceof Error ? error.message : String(error) });
}
parentPort?.close();
