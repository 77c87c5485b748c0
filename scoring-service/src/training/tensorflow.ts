import { createRequire } from 'node:module';
import path from 'node:path';
import util from 'node:util';
import type * as TensorFlow from '@tensorflow/tfjs';

export type Tf = typeof TensorFlow;
export interface LoadedTf {
  tf: Tf;
  /** What computes: `tensorflow` (tfjs-node), `wasm` or `cpu`. */
  backend: string;
}
type Native = 'absent' | LoadedTf;

/** One thread: the nets are small, and scoring needs the other cores. */
const WASM_THREADS = 1;

let loaded: Promise<LoadedTf> | undefined;

/**
 * TensorFlow.js on the fastest backend that is there: tfjs-node when it is installed, else wasm, else plain JavaScript.
 * Loaded when it is first needed: a service that trains nothing never has it in memory.
 */
export function loadTensorFlow(): Promise<LoadedTf> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<LoadedTf> {
  const native = await loadNative();
  if (native !== 'absent') return native;
  const tf = await import('@tensorflow/tfjs');
  // Else it advertises its native package on the console of whoever runs it.
  tf.enableProdMode();
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  const file = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths(`${path.dirname(file)}${path.sep}`);
  wasm.setThreadsCount(WASM_THREADS);
  const usable = await tf.setBackend('wasm').catch(() => false);
  if (!usable) await tf.setBackend('cpu');
  await tf.ready();
  return { tf, backend: tf.getBackend() };
}

/** tfjs-node is an optional peer: it brings a native library that not every machine can have. */
async function loadNative(): Promise<Native> {
  // tfjs-node 4.22 calls a function that Node 23 dropped; its own fix is merged and not released.
  const old = util as { isNullOrUndefined?: (value: unknown) => boolean };
  old.isNullOrUndefined ??= (value) => value === null || value === undefined;
  // Not a literal: the compiler must not look for a package that is optional.
  const name: string = '@tensorflow/tfjs-node';
  try {
    const tf = (await import(name)) as Tf & { default?: Tf };
    const real = tf.default ?? tf;
    await real.ready();
    return { tf: real, backend: real.getBackend() };
  } catch {
    // Not installed, or its library does not load on this machine: wasm does.
    return 'absent';
  }
}
