import { readFileSync } from 'node:fs';
import type { NetKind } from '@lapwing/engine';

const shipped = new Map<NetKind, Uint8Array>();

/** The net that comes with the program, trained on made-up series alone (see docs/guide/nets.md for the command). */
export function shippedNet(kind: NetKind): Uint8Array {
  const known = shipped.get(kind);
  if (known !== undefined) return known;
  const bytes = new Uint8Array(readFileSync(new URL(`../../weights/${kind}.net`, import.meta.url)));
  shipped.set(kind, bytes);
  return bytes;
}
