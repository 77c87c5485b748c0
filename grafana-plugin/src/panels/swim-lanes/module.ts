import '../../public-path.ts';
import { PanelPlugin } from '@grafana/data';
import { lazyComponent } from '../../lazy-component.tsx';
import { SEVERITY_OPTIONS } from '../anomaly-chart/options.ts';
import { DEFAULTS, type SwimLanesOptions } from './options.ts';

export const plugin = new PanelPlugin<SwimLanesOptions>(lazyComponent(() => import('./SwimLanesPanel.tsx')))
  .setDataSupport({ annotations: true, alertStates: false })
  .setPanelOptions((builder) =>
    builder.addSelect({
      path: 'lowestSeverity',
      name: 'Lowest severity',
      description: 'Milder anomalies are not drawn',
      defaultValue: DEFAULTS.lowestSeverity,
      settings: { options: SEVERITY_OPTIONS },
    }),
  );
