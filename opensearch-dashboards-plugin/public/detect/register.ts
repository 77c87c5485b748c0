import {
  CONTEXT_MENU_TRIGGER,
  type DashboardCore,
  type PanelAction,
  type UiActions,
} from '../../types/dashboards.ts';
import { lookAgain } from '../badges/refresh.ts';
import { contractOf } from '../contract.ts';
import { dataOf, panelTools } from '../panels/tools.ts';
import type { Part } from '../part.ts';

const ACTION_ID = 'LAPWING_DETECT';
/** In the menu after OpenSearch Dashboards' own entries, beside what other plugins add. */
const ORDER = 30;

/** *Detect anomalies* in the menu of a panel that stands on an index. */
export const detect: Part = {
  start(core, plugins) {
    const uiActions = contractOf<UiActions>(plugins, 'uiActions', ['addTriggerAction']);
    const data = dataOf(plugins);
    if (uiActions === undefined || data === undefined) return;
    const action: PanelAction = {
      ...{ id: ACTION_ID, type: ACTION_ID, order: ORDER },
      getDisplayName: () => 'Detect anomalies',
      getIconType: () => 'visLine',
      async isCompatible({ embeddable }) {
        try {
          return (await panelTools(core, data)).watch.subject(embeddable) !== undefined;
        } catch {
          // The script did not come: the menu must open all the same, without this entry.
          return false;
        }
      },
      async execute({ embeddable }) {
        const [{ watch }, { openDetect }] = await Promise.all([
          panelTools(core, data),
          import('./open-detect.chunk.tsx'),
        ]);
        const subject = watch.subject(embeddable);
        if (subject === undefined) return;
        openDetect({
          core: core as DashboardCore,
          panel: embeddable,
          subject,
          augmenter: plugins['visAugmenter'] !== undefined,
          changed() {
            watch.forget();
            lookAgain(embeddable);
          },
        });
      },
    };
    uiActions.addTriggerAction(CONTEXT_MENU_TRIGGER, action);
  },
};
