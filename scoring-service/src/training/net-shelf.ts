import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { EngineError, NET_KINDS, decodeNet, netId, type NetKind } from '@lapwing/engine';
import { z } from 'zod';
import { LapwingError } from '../errors.ts';
import { writeDurably } from '../stores/files/write-durably.ts';

const MANIFEST = 'versions.json';
const CHECKPOINT = 'checkpoint.net';
/** Nets that lost are kept for a look; those that were ever in use stay, for a replay needs them. */
const LOSERS_KEPT = 3;

const NetVersion = z.strictObject({
  version: z.number().int().positive(),
  id: z.string(),
  kind: z.enum(NET_KINDS),
  made_at: z.iso.datetime(),
  /** Nats a target on the held-back part of its data; null: it was not trained here. */
  held_back: z.number().nullable(),
  /** What the net then in use had on the same data; null: there was none. */
  held_back_before: z.number().nullable(),
  accepted: z.boolean(),
});
export type NetVersion = z.infer<typeof NetVersion>;
const Manifest = z.array(NetVersion);

/** The versions of one net in one folder: `NNNNNN.net`, a list of them, and the training under way. */
export class NetShelf {
  readonly folder: string;
  readonly kind: NetKind;

  constructor(folder: string, kind: NetKind) {
    this.folder = folder;
    this.kind = kind;
  }

  /** Oldest first. Throws LapwingError STORE_UNAVAILABLE when the list cannot be read. */
  versions(): NetVersion[] {
    const file = path.join(this.folder, MANIFEST);
    if (!existsSync(file)) return [];
    try {
      return Manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch (cause) {
      throw trouble(file, 'the list of nets cannot be read', cause);
    }
  }

  /** The newest version that won. */
  newest(): NetVersion | undefined {
    return this.versions().findLast(({ accepted }) => accepted);
  }

  /** A version's bytes. Throws LapwingError STORE_UNAVAILABLE when it is gone, damaged or too old for this program. */
  read(version: number): Uint8Array {
    const file = this.#file(version);
    try {
      const bytes = new Uint8Array(readFileSync(file));
      decodeNet(bytes, file);
      return bytes;
    } catch (cause) {
      const said = cause instanceof EngineError ? cause.message : 'a net that was in use cannot be read';
      throw trouble(file, said, cause);
    }
  }

  /** Puts a net beside the others; with `accepted` it is the one to use from now on. */
  add(
    net: Uint8Array,
    facts: Pick<NetVersion, 'made_at' | 'held_back' | 'held_back_before' | 'accepted'>,
  ): NetVersion {
    const versions = this.versions();
    const version = (versions.at(-1)?.version ?? 0) + 1;
    const added: NetVersion = { version, id: netId(net), kind: this.kind, ...facts };
    mkdirSync(this.folder, { recursive: true });
    writeDurably(this.#file(version), [net]);
    const losers = [...versions, added].filter(({ accepted }) => !accepted).slice(0, -LOSERS_KEPT);
    const kept = [...versions, added].filter((one) => !losers.includes(one));
    writeDurably(path.join(this.folder, MANIFEST), [Buffer.from(`${JSON.stringify(kept, null, 2)}\n`)]);
    for (const loser of losers) rmSync(this.#file(loser.version), { force: true });
    return added;
  }

  /** The training that was stopped, if there is one. */
  checkpoint(): Uint8Array | undefined {
    const file = path.join(this.folder, CHECKPOINT);
    return existsSync(file) ? new Uint8Array(readFileSync(file)) : undefined;
  }
  saveCheckpoint(bytes: Uint8Array): void {
    mkdirSync(this.folder, { recursive: true });
    writeDurably(path.join(this.folder, CHECKPOINT), [bytes]);
  }
  dropCheckpoint(): void {
    rmSync(path.join(this.folder, CHECKPOINT), { force: true });
  }

  #file(version: number): string {
    return path.join(this.folder, `${String(version).padStart(6, '0')}.net`);
  }
}

function trouble(file: string, message: string, cause: unknown): LapwingError {
  const hint = 'Restore the file, or remove the folder it is in: the nets then begin with the shipped ones.';
  return new LapwingError('STORE_UNAVAILABLE', { message, where: file, hint }, { cause });
}
