import { z } from 'zod';

/**
 * As much of a dashboard's JSON as is read; whatever else stands in it goes through
 * unchanged, so nothing here has a default. Schema v1 is Grafana's
 * classic one, v2 that of `dashboard.grafana.app/v2beta1`.
 */
export const DataSourceRef = z.looseObject({ type: z.string().optional(), uid: z.string().optional() });
export type DataSourceRef = z.infer<typeof DataSourceRef>;

/** Dashboards of old name their data source by a text. */
const RefOrName = z.union([DataSourceRef, z.string()]).nullish();

export const Target = z.looseObject({ refId: z.string(), datasource: RefOrName });
export type Target = z.infer<typeof Target>;

const panelShape = {
  id: z.number().optional(),
  type: z.string().optional(),
  title: z.string().optional(),
  datasource: RefOrName,
  targets: z.array(Target).optional(),
  libraryPanel: z.looseObject({ name: z.string().optional() }).nullish(),
};
const InnerPanel = z.looseObject(panelShape);
/** A row that is folded holds its panels. */
export const PanelV1 = z.looseObject({ ...panelShape, panels: z.array(InnerPanel).optional() });
export type PanelV1 = z.infer<typeof PanelV1>;

const AnnotationV1 = z.looseObject({ name: z.string().optional(), datasource: RefOrName });

export const DashboardV1 = z.looseObject({
  uid: z.string(),
  title: z.string().optional(),
  version: z.number().optional(),
  panels: z.array(PanelV1).optional(),
  annotations: z.looseObject({ list: z.array(AnnotationV1).optional() }).optional(),
  templating: z
    .looseObject({
      list: z.array(z.looseObject({ name: z.string().optional(), datasource: RefOrName })).optional(),
    })
    .optional(),
});
export type DashboardV1 = z.infer<typeof DashboardV1>;

const DataQueryV2 = z.looseObject({
  group: z.string().optional(),
  datasource: z.looseObject({ name: z.string().optional() }).optional(),
  spec: z.record(z.string(), z.unknown()).optional(),
});

export const PanelQueryV2 = z.looseObject({
  kind: z.string(),
  spec: z.looseObject({ refId: z.string(), query: DataQueryV2 }),
});
export type PanelQueryV2 = z.infer<typeof PanelQueryV2>;

export const PanelV2 = z.looseObject({
  kind: z.literal('Panel'),
  spec: z.looseObject({
    id: z.number(),
    title: z.string().optional(),
    data: z.looseObject({ spec: z.looseObject({ queries: z.array(PanelQueryV2).optional() }) }),
    vizConfig: z.looseObject({ group: z.string().optional(), kind: z.string().optional() }).optional(),
  }),
});
export type PanelV2 = z.infer<typeof PanelV2>;

const LibraryPanelV2 = z.looseObject({
  kind: z.literal('LibraryPanel'),
  spec: z.looseObject({ id: z.number(), title: z.string().optional() }),
});

export const DashboardSpecV2 = z.looseObject({
  title: z.string().optional(),
  elements: z.record(z.string(), z.union([PanelV2, LibraryPanelV2, z.looseObject({ kind: z.string() })])),
  annotations: z
    .array(
      z.looseObject({ spec: z.looseObject({ name: z.string().optional(), query: DataQueryV2.optional() }) }),
    )
    .optional(),
  variables: z
    .array(z.looseObject({ spec: z.looseObject({ name: z.string().optional(), query: z.unknown() }) }))
    .optional(),
});
export type DashboardSpecV2 = z.infer<typeof DashboardSpecV2>;

export const DashboardV2 = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    resourceVersion: z.string().optional(),
    generation: z.number().optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
  spec: DashboardSpecV2,
});
export type DashboardV2 = z.infer<typeof DashboardV2>;
