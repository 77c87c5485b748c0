// The first bundle that Grafana loads for every user: lazy imports alone.
import './public-path.ts';
import { AppPlugin } from '@grafana/data';
import type { AppSettings } from './app/config/settings.ts';
import { lazyComponent } from './lazy-component.tsx';

export const plugin = new AppPlugin<AppSettings>()
  .setRootPage(lazyComponent(() => import('./app/App.tsx')))
  .addConfigPage({
    id: 'configuration',
    title: 'Configuration',
    icon: 'cog',
    body: lazyComponent(() => import('./app/config/ConfigPage.tsx')),
  });
