import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Detector } from '@lapwing/contract';
import type { NetKind } from '@lapwing/engine';
import type { Logger } from 'pino';
import { NetShelf } from './net-shelf.ts';
import { netsFolder } from './nets-folder.ts';
import type { FromTraining, TrainingTask } from './thread-messages.ts';

/** How often it is looked whether a net is due. */
const LOOK_MS = 60_000;
/** After a failure, or with too little to learn from, the next try waits this long. */
const RETRY_MS = 6 * 3_600_000;
const SEED = 1;
const MOST_HEAP_MB = 1_024;
/** A thread that was told to stop saves where it is within moments; after this it is ended. */
const STOP_MS = 3_000;

export interface RetrainingDeps {
  dataFolder: string;
  everyMs: number;
  detectors: () => Detector[];
  now: () => number;
  log: Logger;
  /** Looks this often (ms); for tests. */
  lookMs?: number;
  /** Steps of training; for tests. */
  steps?: number;
}

export interface Retraining {
  /** Ends the training under way, which leaves a checkpoint. */
  stop(): Promise<void>;
}

/** Trains the nets of the detectors that ask one, each when it is due, one at a time, in a thread of its own. */
export function startRetraining(deps: RetrainingDeps): Retraining {
  const { now, log } = deps;
  const notBefore = new Map<string, number>();
  let running: { worker: Worker; ended: Promise<void> } | undefined;

  function look(): void {
    if (running !== undefined) return;
    const due = deps.detectors().flatMap(tasksOf).find(isDue);
    if (due === undefined) return;
    const worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: due,
      resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
    });
    notBefore.set(due.shelfFolder, now() + Math.min(RETRY_MS, deps.everyMs));
    const about = { detectors: due.detectors, model: due.kind };
    log.info(about, 'training a net');
    worker.on('message', (message: FromTraining) => tell(log, about, message));
    worker.on('error', (error) => log.error({ ...about, err: error }, 'the training failed'));
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    running = { worker, ended };
    void ended.then(() => (running = undefined));
  }

  function isDue({ kind, shelfFolder }: TrainingTask): boolean {
    if ((notBefore.get(shelfFolder) ?? -Infinity) > now()) return false;
    const newest = new NetShelf(shelfFolder, kind).versions().at(-1);
    // The shipped net has no time of its own: what follows it is due at once.
    return newest === undefined || Date.parse(newest.made_at) + deps.everyMs <= now();
  }

  function tasksOf(detector: Detector): TrainingTask[] {
    if (!detector.enabled) return [];
    const task = (kind: NetKind, detectors: string[], by: string): TrainingTask => ({
      ...{ kind, detectors, by, dataFolder: deps.dataFolder, seed: SEED },
      ...(deps.steps !== undefined && { steps: deps.steps }),
      shelfFolder: path.join(netsFolder(deps.dataFolder, [detector.id]), kind),
    });
    const tasks: TrainingTask[] = [];
    const { query } = detector;
    if (query.type === 'entities') tasks.push(task(query.model, query.detectors, query.by));
    if (detector.models.lstm === true) tasks.push(task('lstm', [detector.id], 'service'));
    return tasks;
  }

  const timer = setInterval(look, deps.lookMs ?? LOOK_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      if (running === undefined) return;
      const { worker, ended } = running;
      worker.postMessage('stop');
      const late = setTimeout(() => void worker.terminate(), STOP_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

function tell(log: Logger, about: object, message: FromTraining): void {
  if (message.type === 'progress') log.debug({ ...about, ...message.progress }, 'training');
  else if (message.type === 'failed') {
    const level = message.ordinary ? 'info' : 'error';
    log[level]({ ...about, why: message.message }, 'no net was trained');
  } else if (message.outcome.outcome === 'stopped') {
    log.info({ ...about, step: message.outcome.step }, 'the training goes on at the next start');
  } else {
    const { version, accepted, held_back, held_back_before } = message.outcome.version;
    const said = accepted ? 'a new net goes into use' : 'a new net is no better than the one in use';
    log.info({ ...about, version, held_back, held_back_before }, said);
  }
}
