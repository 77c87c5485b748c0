import type { AnnotationQuery, AnnotationSupport } from '@grafana/data';
import { migrated } from './migrate.ts';
import type { LapwingQuery } from './query.ts';

const REF_ID = 'Anno';

/**
 * Anomalies as annotations of a dashboard. Grafana paints a layer in the one colour that it is given, so a layer
 * holds one severity, or all of them.
 */
export const annotationSupport: AnnotationSupport<LapwingQuery> = {
  getDefaultQuery: () => ({ kind: 'annotations' }),
  // Whatever kind it was stored as, a layer is made of marks.
  prepareQuery: ({ target }: AnnotationQuery<LapwingQuery>) => ({
    ...migrated(target ?? { refId: REF_ID, kind: 'annotations' }),
    kind: 'annotations',
  }),
};
