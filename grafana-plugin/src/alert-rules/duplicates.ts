import type { KnownRule, NewRule } from '../grafana/alert-rules.ts';

/** A rule that there is already. `same`: it watches just this; `wider`: this and more. */
export interface Duplicate {
  kind: 'same' | 'wider';
  rule: KnownRule;
}

type Read = Pick<KnownRule, 'data'>;

/** The rule that watches the same of Lapwing, or else one that watches everything; undefined where there is neither. */
export function duplicateOf(rule: NewRule, known: readonly KnownRule[]): Duplicate | undefined {
  const wanted = readBy(rule);
  const whole = wanted.replace(/\{.*\}$/s, '').replace(/ AND (detector_id|signal_id):.*$/, '');
  const same = known.find((one) => readBy(one) === wanted && sourceOf(one) === sourceOf(rule));
  if (same) return { kind: 'same', rule: same };
  const wider = wanted === whole ? undefined : known.find((one) => readBy(one) === whole);
  return wider && { kind: 'wider', rule: wider };
}

/** What the first step reads, without spaces and what it is summed up by. */
function readBy({ data: [first] }: Read): string {
  const read = first?.model['expr'] ?? first?.model['query'];
  if (typeof read !== 'string') return '';
  const plain = read.replaceAll(/\s+/g, ' ').replaceAll(/,\s/g, ',').trim();
  return /^max by \([\w, ]*\) \((.*)\)$/s.exec(plain)?.[1] ?? plain;
}

function sourceOf({ data: [first] }: Read): string | undefined {
  return first?.datasourceUid;
}
