import type { PromQl } from './tree.ts';

/** Functions whose result has none of the labels of what they are given. */
export const WITHOUT_LABELS = new Set([
  ...['absent', 'absent_over_time', 'scalar', 'vector', 'time', 'pi'],
  ...['minute', 'hour', 'day_of_week', 'day_of_month', 'day_of_year', 'days_in_month', 'month', 'year'],
]);
/** Functions that write a label themselves: their second argument. */
export const WRITES_LABEL = new Set(['label_replace', 'label_join']);
/** Aggregations that choose among series and leave these as they are. */
export const CHOOSES = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);

/** Whether each series of the result still carries `label` with the value that what was selected had. */
export function keepsLabel(tree: PromQl, label: string): boolean {
  switch (tree.kind) {
    case 'selector':
      return label !== '__name__';
    case 'number':
    case 'text':
      return false;
    case 'range':
    case 'shifted':
    case 'minus':
      return keepsLabel(tree.of, label);
    case 'call': {
      const written = WRITES_LABEL.has(tree.name) ? tree.args[1] : undefined;
      if (WITHOUT_LABELS.has(tree.name) || (written?.kind === 'text' && written.value === label))
        return false;
      return series(tree.args).some((one) => keepsLabel(one, label));
    }
    case 'aggregate': {
      const { grouping, operator, args } = tree;
      const inside = series(args).some((one) => keepsLabel(one, label));
      if (CHOOSES.has(operator)) return inside;
      if (grouping === undefined) return false;
      return inside && grouping.labels.includes(label) === (grouping.kind === 'by');
    }
    case 'binary':
      return binaryKeeps(tree, label);
  }
}

function binaryKeeps(tree: Extract<PromQl, { kind: 'binary' }>, label: string): boolean {
  const { left, right, operator, pairing } = tree;
  const sides = series([left, right]);
  if (sides.length < 2 || operator === 'and' || operator === 'unless') {
    return sides[0] !== undefined && keepsLabel(sides[0], label);
  }
  if (pairing.many === 'left') return keepsLabel(left, label);
  if (pairing.many === 'right') return keepsLabel(right, label);
  const paired = pairing.kind === undefined || pairing.labels.includes(label) === (pairing.kind === 'on');
  return paired && keepsLabel(left, label) && keepsLabel(right, label);
}

/** Without plain numbers and texts. */
export function series(nodes: PromQl[]): PromQl[] {
  return nodes.filter((node) => !isScalar(node));
}

function isScalar(node: PromQl): boolean {
  if (node.kind === 'number' || node.kind === 'text') return true;
  if (node.kind === 'call') return node.name === 'scalar' || node.name === 'time' || node.name === 'pi';
  return node.kind === 'binary' && isScalar(node.left) && isScalar(node.right);
}
