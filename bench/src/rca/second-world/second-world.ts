import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RcaInput } from '@lapwing/engine';
import { readCase } from '../../../../scoring-service/src/rca/read-case.ts';
import type { KnownCase } from '../cases.ts';
import { Chance } from '../made-up/chance.ts';
import { FAMILIES, type Family, type Kind } from './kinds.ts';
import { writeFolder } from './folder.ts';
import { NOWHERE } from './unseen.ts';
import { WAYS } from './ways.ts';
import { SYSTEMS, worldCase, type WorldCase } from './world-case.ts';

/** Half A is to learn from, half B to measure with and nothing else. */
export type Half = 'A' | 'B';

export interface SecondCase extends KnownCase {
  half: Half;
  way: string;
  system: string;
  family: Family;
  known: WorldCase;
}

/** Kinds of fault of each way, in each half. */
const KINDS = 10;

/** All cases but those `left` out, those of a way beside each other. Halves ask for the same kinds, in other systems, by seeds of other parity. */
export function secondWorld(left: ReadonlySet<string> = NOWHERE): SecondCase[] {
  return Object.keys(WAYS).flatMap((way, w) => {
    const chance = new Chance(5000 + w);
    const kinds = [...WAYS[way].kinds]
      .map((kind) => ({ kind, order: chance.next() }))
      .sort((a, b) => a.order - b.order)
      .slice(0, KINDS);
    return kinds.flatMap(({ kind }, k) =>
      (['A', 'B'] as const)
        .flatMap((half) => oneCase(way, w, kind, k, half))
        .filter(({ name }) => !left.has(name)),
    );
  });
}

function oneCase(way: string, w: number, kind: Kind, k: number, half: Half): SecondCase[] {
  const names = Object.keys(SYSTEMS);
  for (let tries = 0; tries < names.length; tries++) {
    const seed = 2 * (1000 * (w + 1) + 10 * k + tries) + (half === 'A' ? 0 : 1);
    // Each system in its turn; another where it has no place for the fault.
    const system = names[(w + k + 2 * (half === 'B' ? 1 : 0) + tries) % names.length];
    const known = worldCase(WAYS[way], system, kind, seed);
    if (!known || known.services.length === 0) continue;
    const { atMs, untilMs, services } = known;
    const name = `${half}${w + 1}-${String(k + 1).padStart(2, '0')}-${kind}-${system}`;
    return [
      {
        name,
        kind,
        atMs,
        untilMs,
        services,
        half,
        way,
        system,
        family: familyOf(kind),
        known,
        read: () => readBack(known),
      },
    ];
  }
  return [];
}

function familyOf(kind: Kind): Family {
  const families = Object.keys(FAMILIES) as Family[];
  return families.find((family) => (FAMILIES[family] as readonly Kind[]).includes(kind)) ?? 'code';
}

/** By way of the files, as `lapwing rca` gets it. */
export async function readBack(known: WorldCase, withFault = true): Promise<RcaInput> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-second-world-'));
  try {
    writeFolder(folder, known.record(withFault));
    return await readCase(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
