// The first bundle that Grafana loads for every user: lazy imports alone.
import './public-path.ts';
import { AppPlugin, type PluginExtensionPanelContext, PluginExtensionPoints } from '@grafana/data';
import type { AppSettings } from './app/config/settings.ts';
import { DETECT_LINK, hasQueries } from './detect/link.ts';
import { lazyComponent } from './lazy-component.tsx';
import React from 'react';

const DetectModal = lazyComponent(() => import('./detect/modal/DetectModal.tsx'));

export const plugin = new AppPlugin<AppSettings>()
  .setRootPage(lazyComponent(() => import('./app/App.tsx')))
  .addConfigPage({
    id: 'configuration',
    title: 'Configuration',
    icon: 'cog',
    body: lazyComponent(() => import('./app/config/ConfigPage.tsx')),
  })
  .addLink<PluginExtensionPanelContext>({
    ...DETECT_LINK,
    targets: PluginExtensionPoints.DashboardPanelMenu,
    configure: (context) => (hasQueries(context) ? {} : undefined),
    onClick: (_event, { context, openModal }) => {
      if (!context) return;
      openModal({
        ...{ title: `Detect anomalies: ${context.title}`, width: 860 },
        body: ({ onDismiss = () => undefined }) => <DetectModal context={context} onDismiss={onDismiss} />,
      });
    },
  });
