import type { Anomaly } from '@lapwing/contract';
import { metricRole, type MetricRole } from '@lapwing/engine';
import { BEHAVIOUR } from '../sources/behaviour/words.ts';
import {
  ERROR_SHARE,
  LINES,
  NEW_TEMPLATES,
  RARE_TEMPLATES,
  TEMPLATE_LINES,
} from '../sources/templates/words.ts';
import { nameOf } from './name-of.ts';

/** What the signals of log lines measure: ordinary lines follow the load, the words in them are no metric's name. */
const OF_LINES: Readonly<Record<string, MetricRole>> = {
  [LINES]: 'load',
  [TEMPLATE_LINES]: 'load',
  [ERROR_SHARE]: 'failure',
  [NEW_TEMPLATES]: 'failure',
  [RARE_TEMPLATES]: 'failure',
};

/** What an anomaly's signal measures. */
export function roleOf(anomaly: Anomaly): MetricRole {
  const { metric = '', level } = anomaly.labels;
  if (metric === BEHAVIOUR) return 'failure';
  const ofLines = anomaly.kind === 'log' ? OF_LINES[metric] : undefined;
  if (ofLines === undefined) return metricRole(nameOf(anomaly));
  return metric === TEMPLATE_LINES && (level === 'error' || level === 'warn') ? 'failure' : ofLines;
}
