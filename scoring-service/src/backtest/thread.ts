import { parentPort, workerData } from 'node:worker_threads';
import { scoreHere } from './score-here.ts';
import { sentError, type FromThread, type ThreadTask, type ToThread } from './thread-messages.ts';

/** The thread that scores one backtest: chunks in, in order, and one outcome out. It is ended from outside. */
const { plan, limits, surroundings } = workerData as ThreadTask;
const never = new AbortController();
const scoring = scoreHere(plan, limits, never.signal, surroundings);
const answer = (message: FromThread): void => parentPort?.postMessage(message);

let last = Promise.resolve();
parentPort?.on('message', (message: ToThread) => {
  last = last
    .then(() => take(message))
    .catch((error: unknown) => answer({ type: 'failed', error: sentError(error) }));
});

async function take(message: ToThread): Promise<void> {
  if (message.type === 'chunk') {
    await scoring.add(message.chunk);
    answer({ type: 'taken' });
  } else answer({ type: 'finished', ...(await scoring.finish()) });
}
