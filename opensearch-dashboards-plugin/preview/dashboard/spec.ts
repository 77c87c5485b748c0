import { z } from 'zod';
import { SavedVisualisation } from './visualization.tsx';

const SavedPanel = z.object({ type: z.string(), explicitInput: z.record(z.string(), z.unknown()) });

/** The page's dashboard: what all panels are handed, its panels, and the visualisations that they show. */
export const DashboardSpec = z.object({
  timeRange: z.object({ from: z.string(), to: z.string() }),
  query: z.object({ query: z.string(), language: z.string() }).default({ query: '', language: 'kuery' }),
  filters: z.array(z.looseObject({ meta: z.looseObject({}) })).default([]),
  panels: z.record(z.string(), SavedPanel),
  visualisations: z.array(SavedVisualisation).default([]),
});
export type DashboardSpec = z.infer<typeof DashboardSpec>;
