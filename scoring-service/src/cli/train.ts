import path from 'node:path';
import { NET_KINDS, type NetKind, type Sequence } from '@lapwing/engine';
import { loadConfig } from '../config/load.ts';
import { LapwingError } from '../errors.ts';
import { madeUpSequences } from '../training/made-up/sequences.ts';
import { NetShelf } from '../training/net-shelf.ts';
import { netsFolder } from '../training/nets-folder.ts';
import { readTrainingFiles } from '../training/read-files.ts';
import { readHistory } from '../training/read-history.ts';
import { shippedNet } from '../training/shipped.ts';
import { trainNet, type TrainingProgress } from '../training/train-net.ts';
import { sequencesOf } from '../training/training-signal.ts';

export interface TrainOptions {
  model: string;
  detector?: string[];
  config?: string;
  nets?: string;
  by: string;
  madeUp?: string;
  steps?: string;
  seed: string;
  fresh?: boolean;
}

const DEFAULT_NETS = 'lapwing-nets';

/**
 * `lapwing train`: a net from files, from what detectors have scored, or from made-up series. Ctrl-C stops it; the same
 * command goes on. Answers the exit code: 130 when it was stopped.
 */
export async function train(
  files: readonly string[],
  options: TrainOptions,
  around: { env: NodeJS.ProcessEnv; now: () => number; say: (line: string) => void },
): Promise<number> {
  const kind = kindOf(options.model);
  const seed = whole(options.seed, '--seed');
  const { sequences, from, folder } = await dataOf(kind, files, options, seed, around.env);
  const shelf = new NetShelf(path.join(folder, kind), kind);
  const abort = new AbortController();
  const stop = (): void => abort.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    around.say(`${kind}: ${sequences.length} series from ${from}; versions in ${shelf.folder}`);
    const done = await trainNet(
      {
        ...{ kind, sequences, shelf, seed, from, now: around.now },
        // A made-up series is no data that the shipped net could be beaten on: it was made from the same.
        first: options.madeUp === undefined ? shippedNet(kind) : undefined,
        ...(options.steps !== undefined && { steps: whole(options.steps, '--steps') }),
        ...(options.fresh === true && { fresh: true }),
        onProgress: (progress) => around.say(progressLine(progress)),
      },
      abort.signal,
    );
    if (done.outcome === 'stopped') {
      around.say(`stopped at step ${done.step} of ${done.steps}; the same command goes on from here`);
      return 130;
    }
    const { version, held_back, held_back_before, accepted } = done.version;
    const before = held_back_before === null ? 'no net before it' : `${held_back_before} of the one before`;
    const verdict = accepted ? 'goes into use' : 'stays out of use';
    around.say(`version ${version} ${verdict}: ${held_back} nats a reading held back, ${before}`);
    return 0;
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

async function dataOf(
  kind: NetKind,
  files: readonly string[],
  options: TrainOptions,
  seed: number,
  env: NodeJS.ProcessEnv,
): Promise<{ sequences: Sequence[]; from: string; folder: string }> {
  const given = [files.length > 0, options.detector !== undefined, options.madeUp !== undefined];
  if (given.filter(Boolean).length !== 1) {
    throw new LapwingError('BAD_REQUEST', {
      message: 'what to learn from must be named once: files, --detector or --made-up',
      where: 'lapwing train',
      hint: 'lapwing train readings.csv, lapwing train --detector errors, or lapwing train --made-up 300',
    });
  }
  const folder = path.resolve(options.nets ?? DEFAULT_NETS);
  if (options.madeUp !== undefined) {
    const count = whole(options.madeUp, '--made-up');
    return { sequences: madeUpSequences(kind, count, seed), from: `${count} made-up series`, folder };
  }
  if (options.detector === undefined) {
    const signals = await readTrainingFiles(files);
    return { sequences: sequencesOf(kind, signals, options.by), from: `${files.length} files`, folder };
  }
  const data = loadConfig(options.config, env).config.data.folder;
  const signals = readHistory(data, options.detector);
  return {
    sequences: sequencesOf(kind, signals, options.by),
    from: `what ${options.detector.join(', ')} scored`,
    folder: options.nets === undefined ? netsFolder(data, options.detector) : folder,
  };
}

function progressLine({ step, steps, loss, heldBack, backend }: TrainingProgress): string {
  const share = `${Math.round((100 * step) / steps)} %`.padStart(5);
  return `${share}  step ${step} of ${steps}  loss ${loss.toFixed(4)}  held back ${heldBack.toFixed(4)} nats  (${backend})`;
}

function kindOf(text: string): NetKind {
  const kind = NET_KINDS.find((known) => known === text);
  if (kind !== undefined) return kind;
  throw new LapwingError('BAD_REQUEST', {
    message: `there is no net "${text}"`,
    where: '--model',
    hint: `One of ${NET_KINDS.join(', ')}.`,
  });
}

function whole(text: string, where: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0 && value < 2 ** 31) return value;
  throw new LapwingError('BAD_REQUEST', {
    message: `${where} ${text} is no whole number`,
    where,
    hint: 'Give a whole number, 0 or more.',
  });
}
