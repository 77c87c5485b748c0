import type { PluginExtensionPanelContext } from '@grafana/data';

/** Grafana cuts a title of a panel's menu after some 22 characters, and wants that of plugin.json, word by word. */
export const DETECT_LINK = {
  title: 'Detect anomalies',
  description:
    "Finds who watches this panel's query, or makes a detector of it, and shows its anomalies on the panel",
  icon: 'bell',
} as const;

/** Text, links and lists have nothing that could be watched. */
export function hasQueries(context: Pick<PluginExtensionPanelContext, 'targets'> | undefined): boolean {
  return (context?.targets?.length ?? 0) > 0;
}
