import type { Detector, DetectorChange, DetectorEntry } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import type { StoredDetector } from '../../stores/admin-store.ts';
import type { ApiDeps } from '../deps.ts';
import type { Handlers } from '../handler.ts';
import { record } from './record.ts';

type Detectors = Pick<
  Handlers,
  | 'listDetectors'
  | 'getDetector'
  | 'getAlerting'
  | 'validateDetector'
  | 'createDetector'
  | 'changeDetector'
  | 'deleteDetector'
>;

export function detectorHandlers(deps: ApiDeps): Detectors {
  const { detectors } = deps;
  return {
    listDetectors: () => {
      const items = detectors.list().map(entryOf);
      return { items, total: items.length };
    },
    getDetector: ({ params, response }) => {
      const stored = detectors.get(params.id);
      response.set('ETag', etagOf(stored));
      return entryOf(stored);
    },
    getAlerting: ({ params }) => deps.alerting(detectors.get(params.id).detector),
    validateDetector: ({ body }) => detectors.validate(body),
    createDetector: async (call) => {
      const stored = await detectors.create(call.body);
      record(deps, call, 'detector.create', stored.detector.id);
      call.response.set('ETag', etagOf(stored)).set('Location', `/api/v1/detectors/${stored.detector.id}`);
      return entryOf(stored);
    },
    changeDetector: async (call) => {
      const { detector, revision } = changeOf(call.body);
      if (detector.id !== call.params.id) throw otherId(call.params.id, detector.id);
      const from = revision ?? revisionOf(call.request.get('if-match'));
      if (from === undefined) throw noRevision();
      const stored = await detectors.change(detector, from);
      record(deps, call, 'detector.change', detector.id, `revision ${stored.revision}`);
      call.response.set('ETag', etagOf(stored));
      return entryOf(stored);
    },
    deleteDetector: async (call) => {
      await detectors.delete(call.params.id, revisionOf(call.request.get('if-match')));
      record(deps, call, 'detector.delete', call.params.id);
      return undefined;
    },
  };
}

function entryOf({ detector, revision, provisioned, createdAt, changedAt }: StoredDetector): DetectorEntry {
  const created_at = new Date(createdAt).toISOString();
  return { ...detector, revision, provisioned, created_at, changed_at: new Date(changedAt).toISOString() };
}

/** What the service added to the detector is dropped; defaults were filled in when the body was parsed. */
function changeOf({
  revision,
  provisioned: _provisioned,
  created_at: _created,
  changed_at: _changed,
  ...detector
}: DetectorChange): { detector: Detector; revision: number | undefined } {
  return { detector, revision };
}

function etagOf({ revision }: StoredDetector): string {
  return `"${revision}"`;
}

/** The revision in `If-Match`; undefined where there is no such header, or it lets any state pass. */
function revisionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const quoted = /^(?:W\/)?"(\d{1,15})"$/.exec(ifMatch.trim());
  if (quoted !== null) return Number(quoted[1]);
  throw new LapwingError('BAD_REQUEST', {
    message: `If-Match holds ${JSON.stringify(ifMatch)}, which is no ETag of a detector`,
    where: 'If-Match',
    hint: 'Send the ETag as GET /api/v1/detectors/<id> gave it, with its quotes: "3"',
  });
}

function otherId(path: string, body: string): LapwingError {
  return new LapwingError('BAD_REQUEST', {
    message: `the path names ${JSON.stringify(path)}, the body ${JSON.stringify(body)}`,
    where: 'body.id',
    hint: 'An id stays: make a new detector and delete this one to rename it',
  });
}

function noRevision(): LapwingError {
  return new LapwingError('BAD_REQUEST', {
    message: 'the change does not say which revision it was made from',
    where: 'body.revision',
    hint: 'Send `revision` as GET /api/v1/detectors/<id> gave it, or its ETag as If-Match',
  });
}
