import type { TemplateStore } from '../../stores/template-store.ts';
import type { TraceStore } from '../../stores/trace-store.ts';
import type { ServerSettings } from '../shared/settings.ts';

/** Fields that are used instead of the detected ones. */
export interface FieldSettings {
  time?: string;
  message?: string;
  level?: string;
  service?: string;
}

export interface OpenSearchSourceSettings extends ServerSettings {
  name: string;
  fields?: FieldSettings;
  /** Buckets a page of the composite aggregation. */
  pageSize?: number;
  /** Where calls are kept that are counted from span documents; in memory when absent. */
  traces?: TraceStore;
  /** Where templates are kept that are counted from lines; in memory when absent. */
  templates?: TemplateStore;
  lines?: { perMinute?: number | undefined; perSecond?: number | undefined };
  spans?: { index?: string | undefined; perMinute?: number | undefined };
}

/** A page of some hundred KB: few round trips, far below `search.max_buckets` (65,535 by default). */
export const DEFAULT_PAGE_SIZE = 2_000;
/** Below this a page is not halved any more: the time range is. */
export const SMALLEST_PAGE_SIZE = 100;
