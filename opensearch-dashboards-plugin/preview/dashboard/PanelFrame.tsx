import { EuiBadge, EuiButtonIcon, EuiContextMenu, EuiPanel, EuiPopover } from '@elastic/eui';
import React, { useEffect, useRef, useState } from 'react';
import { merge } from 'rxjs';
import {
  CONTEXT_MENU_TRIGGER,
  PANEL_BADGE_TRIGGER,
  type PanelAction,
  type PanelEmbeddable,
} from '../../types/dashboards.ts';
import type { Dashboard } from './dashboard.ts';
import type { Embeddable } from './embeddable.ts';
import type { UiActionsService } from './ui-actions.ts';

interface Props {
  panel: Embeddable;
  dashboard: Dashboard;
  uiActions: UiActionsService;
}

/**
 * A panel with its title, badges and menu: `EmbeddablePanel` and `PanelHeader` of OpenSearch Dashboards 3.x
 * (src/plugins/embeddable/public/lib/panel), with their marks for tests. Badges are asked for when the panel's or the
 * dashboard's input changes, and at no other time.
 */
export function PanelFrame({ panel, dashboard, uiActions }: Props): React.JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const [badges, setBadges] = useState<PanelAction[]>([]);
  const [menu, setMenu] = useState<PanelAction[]>();
  // What an action is given is the panel itself.
  const context = { embeddable: panel as unknown as PanelEmbeddable };
  useEffect(() => {
    let shown = true;
    const asked = merge(panel.getInput$(), dashboard.getInput$()).subscribe(() => {
      void uiActions
        .getTriggerCompatibleActions(PANEL_BADGE_TRIGGER, { embeddable: panel as unknown as PanelEmbeddable })
        .then((actions) => {
          if (shown) setBadges(actions);
        });
    });
    if (place.current !== null) panel.render(place.current);
    return () => {
      shown = false;
      asked.unsubscribe();
    };
  }, [panel, dashboard, uiActions]);
  const openMenu = async (): Promise<void> =>
    setMenu(await uiActions.getTriggerCompatibleActions(CONTEXT_MENU_TRIGGER, context));
  return (
    <EuiPanel paddingSize="none" data-test-subj="embeddablePanel" data-test-embeddable-id={panel.id}>
      <div style={{ display: 'flex', alignItems: 'center', padding: '2px 8px' }}>
        <h2 data-test-subj="dashboardPanelTitle" style={{ flex: 1, fontWeight: 700 }}>
          {panel.getTitle()}{' '}
          {badges.map((badge) => (
            <EuiBadge
              key={badge.id}
              className="embPanel__headerBadge"
              iconType={badge.getIconType(context) ?? 'empty'}
              onClick={() => void badge.execute(context)}
              onClickAriaLabel={badge.getDisplayName(context)}
            >
              {badge.getDisplayName(context)}
            </EuiBadge>
          ))}
        </h2>
        <EuiPopover
          isOpen={menu !== undefined}
          closePopover={() => setMenu(undefined)}
          panelPaddingSize="none"
          button={
            <EuiButtonIcon
              iconType="gear"
              aria-label={`Panel options for ${panel.getTitle()}`}
              data-test-subj="embeddablePanelToggleMenuIcon"
              onClick={() => void openMenu()}
            />
          }
        >
          <EuiContextMenu
            initialPanelId="mainMenu"
            panels={[
              {
                id: 'mainMenu',
                title: 'Options',
                items: (menu ?? []).map((action) => ({
                  name: action.getDisplayName(context),
                  icon: action.getIconType(context) ?? 'empty',
                  'data-test-subj': `embeddablePanelAction-${action.id}`,
                  onClick: () => {
                    setMenu(undefined);
                    void action.execute(context);
                  },
                })),
              },
            ]}
          />
        </EuiPopover>
      </div>
      <div ref={place} style={{ height: HEIGHT, display: 'flex' }} />
    </EuiPanel>
  );
}

const HEIGHT = 260;
