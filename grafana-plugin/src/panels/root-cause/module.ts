import '../../public-path.ts';
import { PanelPlugin } from '@grafana/data';
import { lazyComponent } from '../../lazy-component.tsx';

export const plugin = new PanelPlugin(lazyComponent(() => import('./RootCausePanel.tsx')));
