import { z } from 'zod';
import { Detector, DetectorCheck } from '../detector.ts';
import { Alerting } from '../suppression.ts';
import { listSchema } from './query.ts';
import { routes } from './route.ts';

const kept = {
  revision: z.number().int().positive().meta({ description: 'rises with each change' }),
  provisioned: z.boolean().meta({ description: 'from the configuration file: the API may not change it' }),
  created_at: z.iso.datetime(),
  changed_at: z.iso.datetime(),
};

/** A detector as the service keeps it. */
export const DetectorEntry = Detector.extend(kept);
export type DetectorEntry = z.infer<typeof DetectorEntry>;

/**
 * What `PUT` takes: the whole detector. What the service adds to it may be sent back as it came, so that an answer
 * can be edited and sent; `revision` (or the header `If-Match`) says which state the change was made from.
 */
export const DetectorChange = Detector.extend({
  revision: kept.revision.optional(),
  provisioned: kept.provisioned.optional(),
  created_at: kept.created_at.optional(),
  changed_at: kept.changed_at.optional(),
});
export type DetectorChange = z.infer<typeof DetectorChange>;

const id = z.strictObject({ id: z.string().min(1).max(200) });
const sourceErrors = ['SOURCE_UNREACHABLE', 'SOURCE_REFUSED_QUERY', 'SOURCE_REFUSED_CREDENTIALS'] as const;
const ifMatch = { 'If-Match': 'the `ETag` of the state that the change was made from' };

export const detectorRoutes = routes({
  listDetectors: {
    method: 'get',
    path: '/api/v1/detectors',
    tag: 'Detectors',
    access: 'viewer',
    summary: 'All detectors',
    status: 200,
    answer: listSchema(DetectorEntry),
  },
  getDetector: {
    method: 'get',
    path: '/api/v1/detectors/:id',
    tag: 'Detectors',
    access: 'viewer',
    summary: 'One detector; its `ETag` is its revision',
    params: id,
    status: 200,
    answer: DetectorEntry,
  },
  getAlerting: {
    method: 'get',
    path: '/api/v1/detectors/:id/alerting',
    tag: 'Detectors',
    access: 'viewer',
    summary: 'What an anomaly of a detector must reach to be an alert, and what was left out',
    params: id,
    status: 200,
    answer: Alerting,
  },
  validateDetector: {
    method: 'post',
    path: '/api/v1/detectors/validate',
    tag: 'Detectors',
    access: 'editor',
    summary: 'What a detector would see if it were saved now; saves nothing',
    body: Detector,
    status: 200,
    answer: DetectorCheck,
    errors: sourceErrors,
  },
  createDetector: {
    method: 'post',
    path: '/api/v1/detectors',
    tag: 'Detectors',
    access: 'editor',
    summary: 'Make a detector, after a look at its live source',
    body: Detector,
    status: 201,
    answer: DetectorEntry,
    errors: ['CONFLICT', ...sourceErrors],
  },
  changeDetector: {
    method: 'put',
    path: '/api/v1/detectors/:id',
    tag: 'Detectors',
    access: 'editor',
    summary: 'Replace a detector, after a look at its live source',
    params: id,
    body: DetectorChange,
    headers: ifMatch,
    status: 200,
    answer: DetectorEntry,
    errors: ['CONFLICT', ...sourceErrors],
  },
  deleteDetector: {
    method: 'delete',
    path: '/api/v1/detectors/:id',
    tag: 'Detectors',
    access: 'editor',
    summary: 'Remove a detector, with its signals, scores and anomalies',
    params: id,
    headers: ifMatch,
    status: 204,
    errors: ['CONFLICT'],
  },
});
