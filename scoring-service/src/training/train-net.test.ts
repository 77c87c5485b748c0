import { decodeNet, type Sequence } from '@lapwing/engine';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LapwingError } from '../errors.ts';
import { madeUpSequences } from './made-up/sequences.ts';
import { NetShelf } from './net-shelf.ts';
import { testFolder, untrained } from './testing.ts';
import { trainNet, type TrainingOptions, type TrainingOutcome, type TrainingProgress } from './train-net.ts';

/** Few: what is tested does not hang on how good a net gets. */
const STEPS = 26;
const NOW = Date.UTC(2026, 10, 22);
// Beside other work on a small machine, a training takes its time.
vi.setConfig({ testTimeout: 60_000 });

let at: { folder: string; remove: () => void };
beforeEach(() => void (at = testFolder()));
afterEach(() => at.remove());

const SERIES: readonly Sequence[] = madeUpSequences('lstm', 3, 1);

function options(more: Partial<TrainingOptions> = {}): TrainingOptions {
  return {
    kind: 'lstm',
    sequences: SERIES,
    shelf: new NetShelf(at.folder, 'lstm'),
    first: undefined,
    seed: 1,
    steps: STEPS,
    now: () => NOW,
    onProgress: () => undefined,
    from: 'a test',
    ...more,
  };
}
const never = new AbortController().signal;

function trained(outcome: TrainingOutcome) {
  if (outcome.outcome !== 'trained') throw new Error(outcome.outcome);
  return outcome.version;
}

describe('a training', () => {
  test('learns: what was held back is likelier to the net than to an untrained one', async () => {
    const version = trained(await trainNet(options({ first: untrained('lstm', 5) }), never));
    expect(version).toMatchObject({ version: 1, accepted: true, made_at: '2026-11-22T00:00:00.000Z' });
    expect(version.held_back).toBeLessThan(version.held_back_before ?? NaN);
  });

  test('tells how far it is, and what the net was made of', async () => {
    const told: TrainingProgress[] = [];
    const shelf = new NetShelf(at.folder, 'lstm');
    await trainNet(options({ shelf, onProgress: (progress) => told.push(progress) }), never);
    expect(told.map(({ step }) => step)).toEqual([25, STEPS]);
    expect(told.every(({ loss, heldBack }) => Number.isFinite(loss) && Number.isFinite(heldBack))).toBe(true);
    expect(decodeNet(shelf.read(1)).about).toMatchObject({ trained_on: 'a test', seed: 1, steps: STEPS });
  });

  test('stopped and gone on, it ends in the very same net', async () => {
    const whole = new NetShelf(`${at.folder}/whole`, 'lstm');
    await trainNet(options({ shelf: whole }), never);
    const parts = new NetShelf(`${at.folder}/parts`, 'lstm');
    let stops = 0;
    for (let outcome = ''; outcome !== 'trained';) {
      const abort = new AbortController();
      // Ends in the middle, and once before the first step.
      if (stops === 0) abort.abort();
      const onProgress = ({ step }: TrainingProgress): void => {
        if (step < STEPS) abort.abort();
      };
      ({ outcome } = await trainNet(options({ shelf: parts, onProgress }), abort.signal));
      if (outcome === 'stopped') stops++;
    }
    expect(stops).toBe(2);
    expect(parts.read(1)).toEqual(whole.read(1));
    expect(parts.checkpoint()).toBeUndefined();
  });

  test('a checkpoint of another training is refused, and can be left behind', async () => {
    const stopped = new AbortController();
    stopped.abort();
    await trainNet(options(), stopped.signal);
    const other = options({ seed: 2, steps: 25 });
    await expect(trainNet(other, never)).rejects.toMatchObject({ code: 'BAD_REQUEST', where: 'checkpoint' });
    expect(trained(await trainNet({ ...other, fresh: true }, never)).accepted).toBe(true);
  });

  test('a net that is no better than the one in use stays out of use', async () => {
    const shelf = new NetShelf(at.folder, 'lstm');
    await trainNet(options({ shelf }), never);
    // A single step from the net in use gains less than luck would.
    const again = trained(await trainNet(options({ shelf, steps: 1 }), never));
    expect(again).toMatchObject({ version: 2, accepted: false });
    expect(again.held_back_before).toBe(shelf.newest()?.held_back);
    expect(shelf.newest()?.version).toBe(1);
  });

  test.each([
    ['nothing', []],
    ['one short series', madeUpSequences('lstm', 1, 1).map((one) => ({ ...one, steps: 60 }))],
  ])('refuses %s', async (_, sequences) => {
    const error: unknown = await trainNet(options({ sequences }), never).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(LapwingError);
    expect(error).toMatchObject({ code: 'BAD_REQUEST', where: 'data' });
  });
});

test.each(['msif-lstm', 'ple-gru'] as const)('%s learns too', async (kind) => {
  const shelf = new NetShelf(at.folder, kind);
  const given = options({ kind, shelf, sequences: madeUpSequences(kind, 4, 1), steps: 25 });
  const version = trained(await trainNet({ ...given, first: untrained(kind, 5) }, never));
  expect(version.held_back).toBeLessThan((version.held_back_before ?? NaN) - 0.1);
  const { about } = decodeNet(shelf.read(1));
  if (kind === 'ple-gru') expect(String(about['task_uncertainty']).split(' ').length).toBe(3);
});
