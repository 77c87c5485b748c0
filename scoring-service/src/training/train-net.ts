import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  LSTM_WARM_UP,
  NATS_OFFSET,
  decodeNet,
  encodeNet,
  type NetKind,
  type Sequence,
} from '@lapwing/engine';
import { LapwingError } from '../errors.ts';
import { ARCHITECTURES } from './forward/architectures.ts';
import type { NetShelf, NetVersion } from './net-shelf.ts';
import { loadTensorFlow } from './tensorflow.ts';
import { Trainer } from './trainer.ts';
import { splitWindows } from './windows.ts';

/** Steps between two looks at the held-back part, which are also the steps that a crash costs at most. */
const JUDGE_EVERY = 25;
/** Fewer windows teach nothing that holds on other data. */
const WINDOWS_LEAST = 20;
/** A net has to be better by this much (nats a target): less is luck of the draw. */
const MARGIN = 0.005;

export interface TrainingProgress {
  step: number;
  steps: number;
  /** Nats a target: of the newest batch, and on the held-back part at the last look. */
  loss: number;
  heldBack: number;
  backend: string;
}

export interface TrainingOptions {
  kind: NetKind;
  sequences: readonly Sequence[];
  shelf: NetShelf;
  /** What a new net begins from and has to beat when the shelf has none. */
  first: Uint8Array | undefined;
  seed: number;
  /** Steps of Adam; the kind's own when undefined. */
  steps?: number;
  /** Begins anew even where a checkpoint lies. */
  fresh?: boolean;
  now: () => number;
  onProgress: (progress: TrainingProgress) => void;
  /** Where the data came from, for the net's own record. */
  from: string;
}

export type TrainingOutcome =
  | { outcome: 'stopped'; step: number; steps: number }
  | { outcome: 'trained'; version: NetVersion; windows: { learn: number; judge: number } };

/**
 * Trains a net, and puts it on the shelf: into use if on the newest, held-back part of the data it is better than the
 * one in use. Aborted, it leaves a checkpoint that the next call goes on from, to the very same net.
 * Throws LapwingError BAD_REQUEST when there is too little data, or a checkpoint of another training.
 */
export async function trainNet(options: TrainingOptions, signal: AbortSignal): Promise<TrainingOutcome> {
  const { kind, shelf, seed, now, onProgress } = options;
  const architecture = ARCHITECTURES[kind];
  // As many first steps do not count as a model waits before it listens to a net.
  const windows = splitWindows(options.sequences, architecture.steps, LSTM_WARM_UP);
  if (windows.learn.count < WINDOWS_LEAST || windows.judge.count === 0) throw tooLittle(architecture.steps);
  const { tf, backend } = await loadTensorFlow();
  const steps = options.steps ?? architecture.trainingSteps;
  const checkpoint = options.fresh === true ? undefined : shelf.checkpoint();
  // What the net in use knows need not be learned again.
  const before = netBefore(options);
  const known = before === undefined ? undefined : decodeNet(before).tensors;
  const trainer = new Trainer(tf, architecture, windows, { seed, steps, start: known }, checkpoint);
  if (trainer.step === 0) trainer.judge();
  while (trainer.step < steps) {
    if (signal.aborted) {
      shelf.saveCheckpoint(trainer.checkpoint());
      return { outcome: 'stopped', step: trainer.step, steps };
    }
    const loss = trainer.advance();
    if (trainer.step % JUDGE_EVERY === 0 || trainer.step === steps) {
      const heldBack = trainer.judge();
      shelf.saveCheckpoint(trainer.checkpoint());
      onProgress({ step: trainer.step, steps, loss: proper(loss), heldBack: proper(heldBack), backend });
    }
    await nextTurn();
  }
  const natsBefore = known === undefined ? null : trainer.natsOf(known);
  const accepted = natsBefore === null || trainer.bestNats < natsBefore - MARGIN;
  const net = trainer.net({ trained_on: options.from, seed, steps, held_back: proper(trainer.bestNats) });
  const version = shelf.add(encodeNet(net), {
    made_at: new Date(now()).toISOString(),
    held_back: proper(trainer.bestNats),
    held_back_before: natsBefore === null ? null : proper(natsBefore),
    accepted,
  });
  shelf.dropCheckpoint();
  return { outcome: 'trained', version, windows: { learn: windows.learn.count, judge: windows.judge.count } };
}

function netBefore({ shelf, first }: TrainingOptions): Uint8Array | undefined {
  const newest = shelf.newest();
  return newest === undefined ? first : shelf.read(newest.version);
}

/** Negative log-likelihood proper, to four digits. */
function proper(nats: number): number {
  return Math.round((nats + NATS_OFFSET) * 1e4) / 1e4;
}

function tooLittle(steps: number): LapwingError {
  return new LapwingError('BAD_REQUEST', {
    message: `too little to learn from: fewer than ${WINDOWS_LEAST} stretches of ${steps} readings, or none to hold back`,
    where: 'data',
    hint: 'Give more signals or a longer past; nets for services need signals with the label they are grouped by.',
  });
}
