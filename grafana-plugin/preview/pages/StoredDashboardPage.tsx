import { css } from '@emotion/css';
import {
  type GrafanaTheme2,
  type PluginExtensionPanelContext,
  PluginExtensionPoints,
  type RawTimeRange,
} from '@grafana/data';
import { EmbeddedScene, SceneFlexLayout } from '@grafana/scenes';
import { LoadingPlaceholder, Menu, Modal, PanelChrome, useStyles2 } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { useParams } from 'react-router-dom';
import { loadApp } from '../host/plugins.ts';
import { type ReadDashboard, readDashboard } from '../host/read-dashboard.ts';
import { sceneVariables } from '../host/scene-variables.ts';
import { PageFrame } from '../shell/PageFrame.tsx';
import { usePromise } from './use-promise.ts';

const RANGE: RawTimeRange = { from: 'now-6h', to: 'now' };

const NO_SIDEBAR = {
  openSidebar: () => undefined,
  closeSidebar: () => undefined,
  toggleSidebar: () => undefined,
};

interface Shown {
  title: string;
  body: React.ReactNode;
}

/**
 * A dashboard that the server keeps, as Grafana's own page has it as far as the plugin can tell: its variables, its panels
 * with their menus, and in these the links that the plugin added. The panels show their queries in place of a picture.
 */
export function StoredDashboardPage(): React.JSX.Element {
  const { uid = '' } = useParams();
  const dashboard = usePromise(() => readDashboard(uid));
  const plugin = usePromise(loadApp);
  const styles = useStyles2(getStyles);
  const [modal, setModal] = useState<Shown>();
  useEffect(() => {
    if (!dashboard) return undefined;
    const scene = new EmbeddedScene({
      $variables: sceneVariables(dashboard.variables),
      body: new SceneFlexLayout({ children: [] }),
    });
    // Where Grafana's own template service finds the dashboard that is open.
    Object.assign(window, { __grafanaSceneContext: scene });
    const stop = scene.activate();
    return () => {
      stop();
      Reflect.deleteProperty(window, '__grafanaSceneContext');
    };
  }, [dashboard]);
  if (!dashboard || !plugin) return <LoadingPlaceholder text="Loading the dashboard …" />;

  const open = (context: PluginExtensionPanelContext): React.JSX.Element[] =>
    plugin.addedLinkConfigs.map((link) => (
      <Menu.Item
        key={link.title}
        label={link.title}
        onClick={() =>
          link.onClick?.(undefined, {
            context,
            extensionPointId: PluginExtensionPoints.DashboardPanelMenu,
            ...NO_SIDEBAR,
            openModal: ({ title, body: Body }) =>
              setModal({ title, body: <Body onDismiss={() => setModal(undefined)} /> }),
          })
        }
      />
    ));
  return (
    <PageFrame pageNav={{ text: dashboard.title }}>
      <div className={styles.grid}>
        {dashboard.panels.map((panel) => (
          <PanelChrome
            key={panel.id}
            title={panel.title}
            width={360}
            height={180}
            menu={
              <Menu>
                <Menu.Item label="Extensions" childItems={open(contextOf(dashboard, panel))} />
              </Menu>
            }
          >
            {() => <pre>{panel.targets.map((target) => JSON.stringify(target)).join('\n')}</pre>}
          </PanelChrome>
        ))}
      </div>
      {modal && (
        <Modal title={modal.title} isOpen onDismiss={() => setModal(undefined)}>
          {modal.body}
        </Modal>
      )}
    </PageFrame>
  );
}

function contextOf(
  { uid, title }: ReadDashboard,
  panel: ReadDashboard['panels'][number],
): PluginExtensionPanelContext {
  return {
    ...{ id: panel.id, pluginId: panel.type, title: panel.title, timeRange: RANGE, timeZone: 'utc' },
    dashboard: { uid, title, tags: [] },
    targets: panel.targets,
  };
}

const getStyles = (theme: GrafanaTheme2): Record<'grid', string> => ({
  grid: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
