import { z } from 'zod';

export const VIEWS = ['chart', 'lanes', 'timeline'] as const;

/** What a panel of ours shows; stands in saved dashboards, so that what is unknown or missing falls back. */
export const PanelSettings = z
  .object({
    view: z.enum(VIEWS).catch('lanes'),
    /** Of `chart`. */
    signalId: z.string().optional().catch(undefined),
    /** Of `lanes`: one detector's anomalies; undefined: those of all. */
    detectorId: z.string().optional().catch(undefined),
    /** Of `timeline`; undefined: the newest incident of the time range. */
    incidentId: z.string().optional().catch(undefined),
  })
  .catch({ view: 'lanes' });
export type PanelSettings = z.infer<typeof PanelSettings>;

/** The key in a panel's input. */
export const SETTINGS_KEY = 'lapwing';

export const VIEW_NAMES: Readonly<Record<PanelSettings['view'], string>> = {
  chart: 'Signal, with what was expected',
  lanes: 'Swim lanes of anomalies',
  timeline: 'Timeline of an incident',
};
