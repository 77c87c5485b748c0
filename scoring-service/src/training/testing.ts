import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encodeNet, type Net, type NetKind } from '@lapwing/engine';
import { ARCHITECTURES } from './forward/architectures.ts';

/** A folder of a test's own. */
export function testFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-nets-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** An untrained net, other for another seed. */
export function untrained(kind: NetKind, seed: number, about: Net['about'] = {}): Uint8Array {
  return encodeNet({ kind, tensors: ARCHITECTURES[kind].initial(seed), about });
}
