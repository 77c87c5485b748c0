import '../../public-path.ts';
import { FieldConfigProperty, PanelPlugin } from '@grafana/data';
import { lazyComponent } from '../../lazy-component.tsx';
import { DEFAULTS, type PanelOptions, SEVERITY_OPTIONS } from './options.ts';

export const plugin = new PanelPlugin<PanelOptions>(lazyComponent(() => import('./AnomalyChartPanel.tsx')))
  // The chart has colours of its own: severities would clash with a palette.
  .useFieldConfig({
    disableStandardOptions: [
      FieldConfigProperty.Color,
      FieldConfigProperty.Links,
      FieldConfigProperty.Min,
      FieldConfigProperty.Max,
    ],
  })
  .setDataSupport({ annotations: true, alertStates: true })
  .setPanelOptions((builder) =>
    builder
      .addBooleanSwitch({
        path: 'showBand',
        name: 'Expected range',
        description: 'The expected value and the range that readings were expected in',
        defaultValue: DEFAULTS.showBand,
      })
      .addSelect({
        path: 'lowestSeverity',
        name: 'Lowest severity',
        description: 'Milder anomalies are not shaded',
        defaultValue: DEFAULTS.lowestSeverity,
        settings: { options: SEVERITY_OPTIONS },
      })
      .addBooleanSwitch({
        path: 'showThresholds',
        name: 'Thresholds',
        description: 'The thresholds below, as dashed lines',
        defaultValue: DEFAULTS.showThresholds,
      })
      .addBooleanSwitch({ path: 'showLegend', name: 'Legend', defaultValue: DEFAULTS.showLegend }),
  );
