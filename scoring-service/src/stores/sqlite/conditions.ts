import type { SQLInputValue } from 'node:sqlite';
import type { Labels } from '@lapwing/contract';
import { sortedLabels } from '../../signals/signal-id.ts';

/** A WHERE clause in the making: its parts, and the values of their `?` in order. */
export interface Conditions {
  parts: string[];
  values: SQLInputValue[];
}

export function where(conditions: Conditions): string {
  return conditions.parts.length === 0 ? '' : `WHERE ${conditions.parts.join(' AND ')}`;
}

export function add(conditions: Conditions, part: string, ...values: SQLInputValue[]): void {
  conditions.parts.push(part);
  conditions.values.push(...values);
}

/** Of signal `s`: the conditions that lists of signals and of anomalies share. A forgotten signal meets none. */
export function signalConditions(filter: {
  detectorId?: string;
  source?: string;
  labels?: Labels;
}): Conditions {
  const conditions: Conditions = { parts: [], values: [] };
  if (filter.detectorId === undefined) add(conditions, 's.detector_id IS NOT NULL');
  else add(conditions, 's.detector_id = ?', filter.detectorId);
  if (filter.source !== undefined) add(conditions, 's.source = ?', filter.source);
  for (const [name, value] of sortedLabels(filter.labels ?? {})) {
    add(conditions, 's.key IN (SELECT signal FROM signal_labels WHERE name = ? AND value = ?)', name, value);
  }
  return conditions;
}
