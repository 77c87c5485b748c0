import { EuiButton, EuiFlexGroup, EuiFlexItem } from '@elastic/eui';
import React, { useEffect, useState } from 'react';
import type { Dashboard, PanelFactory } from './dashboard.ts';
import type { Embeddable } from './embeddable.ts';
import { PanelFrame } from './PanelFrame.tsx';
import type { UiActionsService } from './ui-actions.ts';

interface Props {
  dashboard: Dashboard;
  factories: ReadonlyMap<string, PanelFactory>;
  uiActions: UiActionsService;
  /** As the clock of a dashboard that refreshes by itself. */
  refresh(): void;
}

/** A dashboard's panels, with the buttons that one has: edit, add a panel, refresh. */
export function DashboardPage({ dashboard, factories, uiActions, refresh }: Props): React.JSX.Element {
  const [panels, setPanels] = useState<readonly Embeddable[]>([]);
  const [editing, setEditing] = useState(false);
  useEffect(() => {
    const told = dashboard.children$.subscribe(setPanels);
    void dashboard.load();
    return () => told.unsubscribe();
  }, [dashboard]);
  const edit = (): void => {
    dashboard.updateInput({ viewMode: editing ? 'view' : 'edit' });
    setEditing(!editing);
  };
  const add = async (factory: PanelFactory): Promise<void> => {
    const input = await factory.getExplicitInput?.();
    if (input !== undefined) await dashboard.addNewEmbeddable(factory.type, input);
  };
  const able = [...factories.values()].filter(({ getExplicitInput }) => getExplicitInput !== undefined);
  return (
    <div style={{ padding: 8 }}>
      <EuiFlexGroup gutterSize="s" responsive={false} wrap>
        <Action label="Refresh" act={refresh} />
        <Action label={editing ? 'View' : 'Edit'} act={edit} />
        {editing &&
          able.map((factory) => (
            <Action
              key={factory.type}
              label={`Add ${factory.getDisplayName()}`}
              act={() => void add(factory)}
            />
          ))}
      </EuiFlexGroup>
      <div
        style={{
          ...{ display: 'grid', gap: 8, marginTop: 8 },
          gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 600px), 1fr))',
        }}
      >
        {panels.map((panel) => (
          <PanelFrame key={panel.id} {...{ panel, dashboard, uiActions }} />
        ))}
      </div>
    </div>
  );
}

function Action({ label, act }: { label: string; act: () => void }): React.JSX.Element {
  return (
    <EuiFlexItem grow={false}>
      <EuiButton size="s" onClick={act}>
        {label}
      </EuiButton>
    </EuiFlexItem>
  );
}
