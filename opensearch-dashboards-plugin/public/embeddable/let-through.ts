import type { Labels } from '@lapwing/contract';
import type { Conditions } from '../panels/conditions.ts';

/**
 * What a dashboard's query and filters leave of anomalies. A filter by a field that none of them has as a label is about
 * other panels, and leaves them all; by one that some have, it leaves those that have the value.
 */
export function letThrough<T extends { labels: Labels }>(items: readonly T[], { known }: Conditions): T[] {
  const about = known.flatMap((condition) => {
    const names = namesOf(condition.field);
    const name = names.find((one) => items.some(({ labels }) => one in labels));
    return name === undefined ? [] : [{ ...condition, name }];
  });
  return items.filter(({ labels }) =>
    about.every(({ name, values, negated }) => {
      const value = labels[name];
      return value === undefined ? negated : values.includes(value) !== negated;
    }),
  );
}

/** `kubernetes.namespace_name.keyword` may be the label of that name or `namespace_name`; `host.name` may be `host`. */
function namesOf(field: string): string[] {
  const plain = field.replace(/\.(keyword|raw)$/, '');
  const parts = plain.replace(/\.name$/, '').split('.');
  return [plain, parts.join('.'), parts.at(-1) ?? plain];
}
