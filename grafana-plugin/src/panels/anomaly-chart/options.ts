import type { SelectableValue } from '@grafana/data';
import type { Severity } from '@lapwing/contract';

export interface PanelOptions {
  showBand: boolean;
  /** Anomalies milder than this are not shaded. */
  lowestSeverity: Severity;
  showLegend: boolean;
  /** Draws the field's thresholds as lines. Panels that were made before there was a choice have none. */
  showThresholds?: boolean;
}

/** An anomaly opens at MEDIUM unless its detector says otherwise: what is milder is noise to most. */
export const DEFAULTS: PanelOptions = {
  showBand: true,
  lowestSeverity: 'MEDIUM',
  showLegend: true,
  showThresholds: false,
};

/** Written out: the panel's first bundle must not load the contract for four words. */
export const SEVERITY_OPTIONS: SelectableValue<Severity>[] = [
  { value: 'LOW', label: 'Low' },
  { value: 'MEDIUM', label: 'Medium' },
  { value: 'HIGH', label: 'High' },
  { value: 'CRITICAL', label: 'Critical' },
];
