import type { Labels } from '@lapwing/contract';

/** A label as a form holds it. */
export interface LabelRow {
  name: string;
  value: string;
}

export function rowsOf(labels: Labels | undefined): LabelRow[] {
  return Object.entries(labels ?? {}).map(([name, value]) => ({ name, value }));
}

/** Rows that nobody filled in are left out. */
export function labelsOf(rows: readonly LabelRow[]): Labels {
  return Object.fromEntries(rows.filter(({ name }) => name !== '').map(({ name, value }) => [name, value]));
}
