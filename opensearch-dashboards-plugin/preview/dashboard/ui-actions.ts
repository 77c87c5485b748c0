import type { PanelAction, PanelContext, UiActions } from '../../types/dashboards.ts';

/** `ui_actions`: actions by the trigger that they were added to, in that order. */
export interface UiActionsService extends UiActions {
  /** Those that say that they go with the context; waits for the slowest, and rejects when one of them does. */
  getTriggerCompatibleActions(trigger: string, context: PanelContext): Promise<PanelAction[]>;
}

/** As `UiActionsService` of OpenSearch Dashboards 3.x does it (src/plugins/ui_actions), and 2.8 and 2.19 did. */
export function makeUiActions(triggers: readonly string[]): UiActionsService {
  const added = new Map<string, PanelAction[]>(triggers.map((trigger) => [trigger, []]));
  const ofTrigger = (trigger: string): PanelAction[] => {
    const actions = added.get(trigger);
    if (actions === undefined) throw new Error(`No trigger [triggerId = ${trigger}] exists`);
    return actions;
  };
  return {
    addTriggerAction(trigger, action) {
      const actions = ofTrigger(trigger);
      if (!actions.some(({ id }) => id === action.id)) actions.push(action);
    },
    async getTriggerCompatibleActions(trigger, context) {
      const actions = ofTrigger(trigger);
      const fits = await Promise.all(actions.map((action) => action.isCompatible(context)));
      return actions.filter((_action, place) => fits[place]);
    },
  };
}
