import type { Detector } from '@lapwing/contract';
import type { PanelSubject } from '../panels/panel-subject.ts';

/** Labels (`service=cart`) that the anomalies of a panel have, where it lets through one value of a split field. */
export function labelsOf({ conditions }: PanelSubject, { query }: Pick<Detector, 'query'>): string[] {
  const splits = query.type === 'opensearch' ? query.split_by : [];
  return conditions.known.flatMap(({ field, values, negated }) => {
    const [value] = values;
    if (negated || values.length !== 1 || value === undefined) return [];
    const plain = field.replace(/\.keyword$/, '');
    // The service calls a label by the last part of its field; where it doesn't, the overlay would be empty.
    return splits.includes(plain) && !plain.includes('.') ? [`${plain}=${value}`] : [];
  });
}
