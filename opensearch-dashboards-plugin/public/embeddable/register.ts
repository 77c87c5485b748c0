import {
  CONTEXT_MENU_TRIGGER,
  type DashboardCore,
  type DataStart,
  type EmbeddableSetup,
  type PanelAction,
  type PanelInput,
  type UiActions,
} from '../../types/dashboards.ts';
import { contractOf } from '../contract.ts';
import { dataOf } from '../panels/tools.ts';
import type { Part } from '../part.ts';
import { EMBEDDABLE_TYPE } from './type.ts';

const EDIT_ID = 'LAPWING_EDIT';
/** Before *Edit panel*, which a panel without an editor of its own page has not. */
const EDIT_ORDER = 50;

/** Panels of ours: to be added to a dashboard by *Add, Create new*, and edited in the panel's menu. */
export const embeddable: Part = {
  setup(core, plugins) {
    const registry = contractOf<EmbeddableSetup>(plugins, 'embeddable', ['registerEmbeddableFactory']);
    const start = async (): Promise<{ core: DashboardCore; data: DataStart }> => {
      const [started, others] = await core.getStartServices();
      const data = dataOf(others as Record<string, unknown>);
      if (data === undefined) throw new Error('OpenSearch Dashboards’ plugin data is not as it is expected');
      return { core: started as DashboardCore, data };
    };
    registry?.registerEmbeddableFactory(EMBEDDABLE_TYPE, {
      type: EMBEDDABLE_TYPE,
      isEditable: () => Promise.resolve(true),
      getDisplayName: () => 'Lapwing anomalies',
      getIconType: () => 'visLine',
      async create(input: PanelInput, parent: unknown) {
        const [{ makeEmbeddable }, context] = await Promise.all([import('./embeddable.chunk.tsx'), start()]);
        return makeEmbeddable(context, input, parent);
      },
      /** Asks what the new panel is to show. */
      async getExplicitInput() {
        const [{ openEditor }, context] = await Promise.all([import('./open-editor.chunk.tsx'), start()]);
        return openEditor(context.core, {});
      },
    });
  },
  start(core, plugins) {
    const edit: PanelAction = {
      ...{ id: EDIT_ID, type: EDIT_ID, order: EDIT_ORDER },
      getDisplayName: () => 'Edit anomalies',
      getIconType: () => 'pencil',
      isCompatible: ({ embeddable: panel }) =>
        Promise.resolve(panel.type === EMBEDDABLE_TYPE && panel.getInput().viewMode === 'edit'),
      async execute({ embeddable: panel }) {
        const { openEditor } = await import('./open-editor.chunk.tsx');
        panel.updateInput?.(await openEditor(core as DashboardCore, panel.getInput()));
      },
    };
    contractOf<UiActions>(plugins, 'uiActions', ['addTriggerAction'])?.addTriggerAction(
      CONTEXT_MENU_TRIGGER,
      edit,
    );
  },
};
