import type { Detector, DetectorCheck, Health, IngestAnswer, IngestBody } from '@lapwing/contract';
import type { StoredDetector } from '../stores/admin-store.ts';

/**
 * What the API needs of the running pipeline to keep detectors. Called after the store has the change; a change is
 * told before the request is answered, and one at a time for each detector.
 */
export interface DetectorHooks {
  /** A detector is there and, when it is enabled, shall run from now on. */
  created(stored: StoredDetector): Promise<void>;
  /** A running detector became another: it goes on from its watermark where query and interval allow it. */
  changed(before: StoredDetector, after: StoredDetector): Promise<void>;
  /** Stop it, and forget its snapshot; resolved once nothing of it writes any more. The API then forgets its scores. */
  deleted(stored: StoredDetector): Promise<void>;
}

/** Makes, changes and looks at detectors. */
export interface DetectorService {
  list(): StoredDetector[];
  /** Throws NOT_FOUND. */
  get(id: string): StoredDetector;
  /** What it would see; saves nothing. Throws BAD_REQUEST for an unknown source, SOURCE_* for one that fails. */
  validate(detector: Detector): Promise<DetectorCheck>;
  /** Throws as `validate`; CONFLICT when the id is taken; SOURCE_REFUSED_QUERY when the source finds errors. */
  create(detector: Detector): Promise<StoredDetector>;
  /** Throws as `create`; CONFLICT when `revision` is not the stored one, or the detector is provisioned. */
  change(detector: Detector, revision: number): Promise<StoredDetector>;
  /** Throws NOT_FOUND; CONFLICT as `change`. Without a revision, whatever is there goes. */
  delete(id: string, revision?: number): Promise<void>;
}

/**
 * Takes readings, all or none; durable before it returns. Throws BAD_TIME for readings in the future, NOT_FOUND for an
 * `api_id` that is not registered, OVERLOADED when it cannot take more now.
 */
export type Ingest = (body: IngestBody) => IngestAnswer | Promise<IngestAnswer>;

/** How each part of the service is. */
export type HealthCheck = () => Health | Promise<Health>;

/** What `/metrics` serves; prom-client's `Registry` fulfils it. */
export interface MetricsRegistry {
  readonly contentType: string;
  metrics(): Promise<string>;
}

/** Where the API says what went wrong inside; pino's `Logger` fulfils it. */
export interface ApiLog {
  error(context: object, message: string): void;
  warn(context: object, message: string): void;
}
