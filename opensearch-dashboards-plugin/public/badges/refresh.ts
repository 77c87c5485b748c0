import type { PanelEmbeddable } from '../../types/dashboards.ts';

/** A dashboard, as far as its badges go. */
interface Dashboard {
  updateInput(changes: Record<string, unknown>): void;
}

/**
 * Badges are looked at anew when a panel's or its dashboard's input changes, which refreshing the data is not. So the
 * panels that have been looked at are looked at again here, and where what they say has changed, their dashboard is
 * given an input of ours, which changes nothing else and is kept nowhere.
 */
export function badgeRefresh(textOf: (panel: PanelEmbeddable) => Promise<string>): {
  seen(panel: PanelEmbeddable, text: string): void;
  refresh(): Promise<void>;
} {
  const live = new Map<PanelEmbeddable, string>();
  let times = 0;
  return {
    seen(panel, text) {
      if (dashboardOf(panel) !== undefined) live.set(panel, text);
    },
    async refresh() {
      for (const panel of live.keys()) if (panel.destroyed === true) live.delete(panel);
      const changed = new Set<Dashboard>();
      await Promise.all(
        [...live].map(async ([panel, before]) => {
          const dashboard = dashboardOf(panel);
          if (dashboard !== undefined && (await textOf(panel)) !== before) changed.add(dashboard);
        }),
      );
      times++;
      for (const dashboard of changed) dashboard.updateInput({ lapwingBadges: times });
    },
  };
}

/** Has the badges of a panel's dashboard looked at anew. */
export function lookAgain(panel: PanelEmbeddable): void {
  dashboardOf(panel)?.updateInput({ lapwingChanged: Date.now() });
}

function dashboardOf({ parent }: PanelEmbeddable): Dashboard | undefined {
  const has = typeof parent === 'object' && parent !== null && 'updateInput' in parent;
  return has && typeof parent.updateInput === 'function' ? (parent as Dashboard) : undefined;
}
