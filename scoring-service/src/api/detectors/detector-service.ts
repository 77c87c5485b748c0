import type { Detector, DetectorCheck } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import type { Source } from '../../sources/source.ts';
import type { AdminStore, StoredDetector } from '../../stores/admin-store.ts';
import type { ScoreStore } from '../../stores/score-store.ts';
import type { DetectorHooks, DetectorService } from '../ports.ts';
import { KeyedQueue } from './keyed-queue.ts';
import { checkFailed, noDetector, provisioned, revisionPassed, taken, unknownSource } from './refusals.ts';

/** A person waits for the answer; a source that needs longer for one look would not keep up either. */
const CHECK_TIMEOUT_MS = 20_000;

export interface DetectorServiceDeps {
  admin: AdminStore;
  scores: ScoreStore;
  sources: ReadonlyMap<string, Source>;
  hooks: DetectorHooks;
  /** Throws BAD_REQUEST when the detector names a calendar that is not there. */
  checkCalendars: (detector: Detector) => void;
  /** Told of a detector that is deleted, beside the stores. */
  forget: (id: string) => void;
}

/** Detectors in the store, each looked at in its live source before it is saved. Changes of one detector queue up. */
export function createDetectorService(deps: DetectorServiceDeps): DetectorService {
  const { admin, scores, sources, hooks } = deps;
  const queue = new KeyedQueue();

  function get(id: string): StoredDetector {
    const stored = admin.detector(id);
    if (stored === undefined) throw noDetector(id);
    return stored;
  }

  async function validate(detector: Detector): Promise<DetectorCheck> {
    const source = sources.get(detector.source);
    if (source === undefined) throw unknownSource(detector.source, [...sources.keys()]);
    deps.checkCalendars(detector);
    const timeout = AbortSignal.timeout(CHECK_TIMEOUT_MS);
    try {
      return await source.check(detector, timeout);
    } catch (cause) {
      if (cause instanceof LapwingError || !timeout.aborted) throw cause;
      throw tooSlow(detector.source, cause);
    }
  }

  async function refuseFaulty(detector: Detector): Promise<void> {
    const check = await validate(detector);
    if (!check.ok) throw checkFailed(check);
  }

  function changeable(id: string, revision: number | undefined): StoredDetector {
    const stored = get(id);
    if (stored.provisioned) throw provisioned(id);
    if (revision !== undefined && revision !== stored.revision) throw revisionPassed(stored, revision);
    return stored;
  }

  return {
    list: () => admin.detectors(),
    get,
    validate,
    create: (detector) =>
      queue.run(detector.id, async () => {
        if (admin.detector(detector.id) !== undefined) throw taken(detector.id);
        await refuseFaulty(detector);
        const stored = admin.putDetector(detector, 0, false);
        try {
          await hooks.created(stored);
        } catch (cause) {
          // What could not be started must not be there half.
          admin.deleteDetector(detector.id);
          throw cause;
        }
        return stored;
      }),
    change: (detector, revision) =>
      queue.run(detector.id, async () => {
        const before = changeable(detector.id, revision);
        await refuseFaulty(detector);
        const after = admin.putDetector(detector, before.revision, false);
        await hooks.changed(before, after);
        return after;
      }),
    delete: (id, revision) =>
      queue.run(id, async () => {
        const stored = changeable(id, revision);
        admin.deleteDetector(id);
        await hooks.deleted(stored);
        scores.forgetDetector(id);
        deps.forget(id);
      }),
  };
}

function tooSlow(source: string, cause: unknown): LapwingError {
  const what = {
    message: `the source ${source} did not answer within ${CHECK_TIMEOUT_MS / 1000} s`,
    where: `source ${source}`,
    hint: 'See GET /api/health for how the source is, or narrow the query',
  };
  return new LapwingError('SOURCE_UNREACHABLE', what, { cause });
}
