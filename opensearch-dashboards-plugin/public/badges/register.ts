import { type DashboardCore, PANEL_BADGE_TRIGGER, type UiActions } from '../../types/dashboards.ts';
import { contractOf } from '../contract.ts';
import { dataOf, panelTools } from '../panels/tools.ts';
import type { Part } from '../part.ts';
import { makeBadge } from './badge.ts';

/** A badge with the count of anomalies on any panel of a dashboard that they concern. */
export const badges: Part = {
  start(core, plugins) {
    const uiActions = contractOf<UiActions>(plugins, 'uiActions', ['addTriggerAction']);
    const data = dataOf(plugins);
    if (uiActions === undefined || data === undefined) return;
    const badge = makeBadge(async () => {
      const { watch, badgeText } = await panelTools(core, data);
      return {
        find: watch.found,
        text: badgeText,
        async open(panel, found) {
          const { openAnomalies } = await import('./open-anomalies.chunk.tsx');
          openAnomalies(core as DashboardCore, panel, found);
        },
      };
    });
    uiActions.addTriggerAction(PANEL_BADGE_TRIGGER, badge.action);
    data.query.timefilter.timefilter.getAutoRefreshFetch$?.().subscribe(() => void badge.refresh());
  },
};
