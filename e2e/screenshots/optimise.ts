import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
// The package's own entry is made for browsers; the codec beneath it runs anywhere.
import init, { optimise as oxipng } from '@jsquash/oxipng/codec/pkg/squoosh_oxipng.js';

const CODEC = '@jsquash/oxipng/codec/pkg/squoosh_oxipng_bg.wasm';
/** Of 0 to 6: beyond this it takes ten times as long for a hundredth less. */
const LEVEL = 4;

let ready: Promise<unknown> | undefined;

/** The same picture in fewer bytes; no pixel changes. */
export async function optimise(png: Uint8Array): Promise<Uint8Array> {
  ready ??= start();
  await ready;
  const smaller = oxipng(png, LEVEL, false, true);
  return smaller.byteLength < png.byteLength ? smaller : png;
}

async function start(): Promise<void> {
  const file = createRequire(import.meta.url).resolve(CODEC);
  await init(await WebAssembly.compile(new Uint8Array(await readFile(file))));
}
