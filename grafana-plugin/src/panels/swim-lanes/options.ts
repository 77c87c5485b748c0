import type { Severity } from '@lapwing/contract';

export interface SwimLanesOptions {
  /** Anomalies milder than this are not drawn. */
  lowestSeverity: Severity;
}

export const DEFAULTS: SwimLanesOptions = { lowestSeverity: 'LOW' };
