import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { LapwingError } from '../../errors.ts';
import type { PartHealth } from '../../sources/source.ts';
import { fullJitterMs } from '../../writer/backoff.ts';
import { copiedTo } from './copied-to.ts';
import { watchRows } from './local-rows.ts';
import { bringUpToDate, openSession, type Session } from './session.ts';
import { placeOf, type PostgresSettings } from './settings.ts';
import { USERS } from './tables.ts';

/** How soon a change is copied: a person's next look is later than this. */
const EVERY_MS = 250;
/** A service that was killed a moment ago holds its lock until the database notices that its connection is gone. */
const LOCK_PATIENCE_MS = 5_000;
const LOCK_EVERY_MS = 500;
/** A stop waits this long for the last changes; they go at the next start then. */
const LAST_MS = 5_000;

export interface AdminCopyDeps {
  /** `admin.db`, opened. */
  db: DatabaseSync;
  settings: PostgresSettings;
  /** Where what PostgreSQL takes the place of is set aside. */
  dataFolder: string;
  now: () => number;
  random: () => number;
  log: Logger;
  /** A session of its own, in the place of openSession. */
  open?: typeof openSession;
}

export interface AdminCopy {
  health(): PartHealth;
  /** Copies what waits, for a moment, and ends. */
  stop(): Promise<void>;
}

/**
 * Keeps the administration (detectors, accounts, feedback, calendars, audit) in PostgreSQL as well, so that it outlives
 * the data folder (docs/decisions/0025-administration-in-postgresql.md). To be called before anything reads `admin.db`:
 * a folder that is not the one that wrote there last gets what lies there in the place of its own, which is set aside.
 *
 * Throws LapwingError: CONFLICT while another Lapwing writes there; STORE_UNAVAILABLE when PostgreSQL cannot be used and
 * this folder has never seen it. One that has starts without, and copies when it is back.
 */
export async function copyAdministration(deps: AdminCopyDeps): Promise<AdminCopy> {
  const { db, settings, log, open: openOne = openSession } = deps;
  const where = placeOf(settings);
  const memory = copiedTo(db);
  const local = watchRows(db);
  const ended = new AbortController();
  let fault: string | undefined;
  let session: Session | undefined;

  try {
    session = await openPatiently(() => openOne(settings));
    await takeOver(session);
  } catch (error) {
    await giveUp(session);
    session = undefined;
    const away = error instanceof LapwingError && error.code === 'STORE_UNAVAILABLE';
    if (!away || memory.place() !== where) throw error;
    fault = error.message;
    log.error({ err: error, where }, 'PostgreSQL is away; what changes is copied when it is back');
  }

  /** Makes one of the two equal to the other: the folder that wrote last is right. */
  async function takeOver(open: Session): Promise<void> {
    const owner = await open.owner();
    if (owner !== null && owner !== memory.folderId) {
      const aside = setAside();
      local.replaceAll(await open.readAll());
      log.warn(
        { where, aside },
        'the administration was taken from PostgreSQL; what this folder had is set aside',
      );
    } else {
      await bringUpToDate(open, local);
    }
    await open.own(memory.folderId);
    memory.remember(where);
  }

  async function follow(): Promise<void> {
    for (let failures = 0; !ended.signal.aborted;) {
      try {
        session ??= await reopen();
        await copyOnce(session);
        fault = undefined;
        failures = 0;
        await sleep(EVERY_MS, undefined, { signal: ended.signal });
      } catch (error) {
        if (ended.signal.aborted) return;
        fault = error instanceof Error ? error.message : String(error);
        if (failures === 0)
          log.error({ err: error, where }, 'the administration cannot be copied to PostgreSQL');
        await giveUp(session);
        session = undefined;
        // Ended early, the sleep rejects: that is the end.
        await sleep(fullJitterMs(failures++, deps.random()), undefined, { signal: ended.signal }).catch(
          () => undefined,
        );
      }
    }
  }

  async function reopen(): Promise<Session> {
    const open = await openOne(settings);
    try {
      const owner = await open.owner();
      if (owner !== null && owner !== memory.folderId) {
        throw new LapwingError('CONFLICT', {
          message: 'another data folder has taken the administration over meanwhile',
          where,
          hint: 'stop one of the two; this one takes what lies there when it starts again',
        });
      }
      await bringUpToDate(open, local);
      await open.own(memory.folderId);
      return open;
    } catch (error) {
      // Left open it would hold the lock, and the next try would find it held.
      await giveUp(open);
      throw error;
    }
  }

  /** Ends a session that failed: that, and not how it ended, is what is told. */
  async function giveUp(failed: Session | undefined): Promise<void> {
    await failed
      ?.end()
      .catch((error: unknown) => log.debug({ err: error, where }, 'the session ended badly'));
  }

  async function copyOnce(open: Session): Promise<void> {
    const broken = open.broken();
    if (broken !== undefined) throw broken;
    const { changes, upTo } = local.changes();
    if (changes.length === 0) return;
    await open.write(changes);
    local.settle(upTo);
  }

  /** A whole copy of `admin.db` beside it; nothing for a folder that has nobody in it yet. */
  function setAside(): string | undefined {
    if (local.all(USERS).length === 0) return undefined;
    const stamp = new Date(deps.now()).toISOString().replaceAll(/[:.]/g, '-');
    const file = path.join(deps.dataFolder, `admin-set-aside-${stamp}.db`);
    db.prepare('VACUUM INTO ?').run(file);
    return file;
  }

  const running = follow();
  return {
    health: () =>
      fault === undefined ? { status: 'ok', reason: '' } : { status: 'degraded', reason: fault },
    async stop() {
      ended.abort();
      await running;
      if (session === undefined) return;
      const last = copyOnce(session).catch((error: unknown) =>
        log.warn({ err: error, where }, 'the last changes are copied to PostgreSQL at the next start'),
      );
      // Not held open by the clock once the changes are there.
      await Promise.race([last, sleep(LAST_MS, undefined, { ref: false })]);
      await giveUp(session);
    },
  };
}

async function openPatiently(open: () => Promise<Session>): Promise<Session> {
  for (let waited = 0; ; waited += LOCK_EVERY_MS) {
    try {
      return await open();
    } catch (error) {
      const held = error instanceof LapwingError && error.code === 'CONFLICT';
      if (!held || waited >= LOCK_PATIENCE_MS) throw error;
      await sleep(LOCK_EVERY_MS);
    }
  }
}
