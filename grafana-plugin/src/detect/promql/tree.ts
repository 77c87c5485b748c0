/** A stretch of the text that a node was read from. */
interface Place {
  from: number;
  to: number;
}

/** A condition on a label, as it is written: variables are not filled in. */
export interface LabelMatch extends Place {
  label: string;
  operator: '=' | '!=' | '=~' | '!~';
  value: string;
}

export interface Grouping extends Place {
  kind: 'by' | 'without';
  labels: string[];
}

/** How the two sides of an operator find each other. */
export interface Pairing {
  kind: 'on' | 'ignoring' | undefined;
  labels: string[];
  /** The side that many stand on. */
  many: 'left' | 'right' | undefined;
  include: string[];
}

/** A length of time in ms; `any` is one of Grafana's variables, which every length is equal to. */
export type Span = number | 'any';

export interface Selector extends Place {
  kind: 'selector';
  /** The metric's name; undefined where a pattern or nothing names it. */
  name: string | undefined;
  /** All others, in the order they stand in. */
  matches: LabelMatch[];
}

export interface Aggregate extends Place {
  kind: 'aggregate';
  operator: string;
  /** Right behind the operator, where a grouping may stand. */
  afterOperator: number;
  grouping: Grouping | undefined;
  args: PromQl[];
}

/**
 * PromQL as a tree of what it means: spaces, parentheses, the order of labels and how a length of time or a number is
 * written are gone.
 */
export type PromQl =
  | Selector
  | Aggregate
  | { kind: 'number'; value: Span }
  | { kind: 'text'; value: string }
  | { kind: 'range'; of: PromQl; length: Span; step: Span | undefined }
  | { kind: 'shifted'; of: PromQl; by: string }
  | { kind: 'call'; name: string; args: PromQl[] }
  | { kind: 'minus'; of: PromQl }
  | { kind: 'binary'; operator: string; bool: boolean; pairing: Pairing; left: PromQl; right: PromQl };

/** A node and all below it, the node first. */
export function* nodesOf(tree: PromQl): Generator<PromQl> {
  yield tree;
  for (const child of childrenOf(tree)) yield* nodesOf(child);
}

function childrenOf(tree: PromQl): PromQl[] {
  switch (tree.kind) {
    case 'range':
    case 'shifted':
    case 'minus':
      return [tree.of];
    case 'call':
    case 'aggregate':
      return tree.args;
    case 'binary':
      return [tree.left, tree.right];
    default:
      return [];
  }
}

export function selectorsOf(tree: PromQl): Selector[] {
  return [...nodesOf(tree)].filter((node) => node.kind === 'selector');
}

export function aggregatesOf(tree: PromQl): Aggregate[] {
  return [...nodesOf(tree)].filter((node) => node.kind === 'aggregate');
}
