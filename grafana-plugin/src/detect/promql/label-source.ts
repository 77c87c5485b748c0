import { CHOOSES, WITHOUT_LABELS, WRITES_LABEL, series } from './kept-labels.ts';
import type { PromQl, Selector } from './tree.ts';

/**
 * The selectors that a label of the result comes from, where a condition on it in each of them gives the very same
 * series as one on the result would; undefined where there are none such.
 */
export function labelSource(tree: PromQl, label: string): Selector[] | undefined {
  switch (tree.kind) {
    case 'selector':
      return [tree];
    case 'number':
    case 'text':
      return undefined;
    case 'range':
    case 'shifted':
    case 'minus':
      return labelSource(tree.of, label);
    case 'call': {
      const written = WRITES_LABEL.has(tree.name) ? tree.args[1] : undefined;
      if (WITHOUT_LABELS.has(tree.name) || (written?.kind === 'text' && written.value === label)) {
        return undefined;
      }
      return all(series(tree.args), label);
    }
    case 'aggregate': {
      const { grouping, operator, args } = tree;
      // Chosen are the first among all: among fewer others would be.
      if (CHOOSES.has(operator) || grouping === undefined) return undefined;
      return grouping.labels.includes(label) === (grouping.kind === 'by')
        ? all(series(args), label)
        : undefined;
    }
    case 'binary':
      return ofBinary(tree, label);
  }
}

function ofBinary(tree: Extract<PromQl, { kind: 'binary' }>, label: string): Selector[] | undefined {
  const { left, right, operator, pairing } = tree;
  const sides = series([left, right]);
  if (sides.length < 2) return all(sides, label);
  if (operator === 'and' || operator === 'unless') return labelSource(left, label);
  if (pairing.many !== undefined) {
    return pairing.include.includes(label)
      ? undefined
      : labelSource(pairing.many === 'left' ? left : right, label);
  }
  const paired = pairing.kind === undefined || pairing.labels.includes(label) === (pairing.kind === 'on');
  return paired ? all(sides, label) : undefined;
}

function all(nodes: readonly PromQl[], label: string): Selector[] | undefined {
  const found = nodes.map((node) => labelSource(node, label));
  const known = found.filter((selectors) => selectors !== undefined);
  return known.length > 0 && known.length === found.length ? known.flat() : undefined;
}
