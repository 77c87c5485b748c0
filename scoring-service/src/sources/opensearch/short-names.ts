/** Last parts that say nothing without what stands before them. */
const GENERIC = new Set([
  'name',
  'keyword',
  'raw',
  'text',
  'value',
  'id',
  'code',
  'type',
  'attributes',
  'io',
]);
/** Last parts that add nothing to what stands before them. */
const REDUNDANT = new Set(['name', 'keyword', 'raw', 'text', 'value']);

const plain = (text: string): string => text.replaceAll(/[^A-Za-z0-9_]+/g, '_').replace(/^_+|_+$/g, '');

/**
 * A clean label name for a field: `kubernetes.namespace_name` → `namespace_name`, `host.name` → `host`,
 * `resource.attributes.k8s@pod@name` → `pod`, `http.status.code` → `status_code`, `service.keyword` → `service`.
 */
export function shortName(field: string): string {
  const parts = field.split(/[.@/]/).filter((part) => part !== '');
  while (parts.length > 1 && REDUNDANT.has(parts.at(-1) ?? '')) parts.pop();
  const last = parts.at(-1) ?? field;
  const name = GENERIC.has(last) ? parts.slice(-2).join('_') : last;
  return plain(name) || 'field';
}

/** A label name for each field, all different; those whose short names meet get their whole path instead. */
export function labelNames(fields: readonly string[]): string[] {
  const short = fields.map(shortName);
  const taken = new Set<string>();
  return fields.map((field, i) => {
    const alone = short.indexOf(short[i]) === short.lastIndexOf(short[i]);
    const name = alone ? short[i] : plain(field) || short[i];
    let free = name;
    for (let n = 2; taken.has(free); n++) free = `${name}_${n}`;
    taken.add(free);
    return free;
  });
}
