import '../../public-path.ts';
import { PanelPlugin } from '@grafana/data';
import { lazyComponent } from '../../lazy-component.tsx';
import { DEFAULTS, type CorrelationOptions } from './options.ts';

export const plugin = new PanelPlugin<CorrelationOptions>(
  lazyComponent(() => import('./CorrelationPanel.tsx')),
).setPanelOptions((builder) =>
  builder.addBooleanSwitch({
    path: 'showGraph',
    name: 'Graph',
    description: 'Who calls whom, and how trouble spread',
    defaultValue: DEFAULTS.showGraph,
  }),
);
