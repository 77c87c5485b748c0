import { parser } from '@prometheus-io/lezer-promql';
import type { SyntaxNode } from '@lezer/common';
import { aggregatedOf, type Aggregated } from './split-by.ts';

/** How an expression's value is made up of what its aggregation took away. */
export type Measured =
  /** A sum or a count: its parts add up to it. */
  | { kind: 'sum'; of: Aggregated }
  /** A ratio, an average: what the parts of both sides bring adds up to it. `parts` are absent where `over` has none. */
  | { kind: 'ratio'; of: Aggregated; over: { expr: string; parts: Aggregated | undefined } }
  /** A quantile of a histogram, whose buckets are `of`: what counts is which share of the observations lies beyond a bound. */
  | { kind: 'buckets'; of: Aggregated }
  /** Anything else: each part has a value of its own. */
  | { kind: 'each'; of: Aggregated };

const ADDS_UP = new Set(['sum', 'count']);
/** They choose among series and change none. */
const CHOOSES = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);
/** Functions that only dress up their first argument. */
const DRESSES = new Set([
  'round',
  'clamp',
  'clamp_min',
  'clamp_max',
  'sort',
  'sort_desc',
  'scalar',
  'vector',
]);
/** What a number on the other side of them changes is the same for all parts. */
const ARITHMETIC = new Set(['Mul', 'Div', 'Add', 'Sub']);
/** Fills up what has no reading. */
const ZERO = /^\s*0\s*\*/;
const COMPARISONS = new Set(['Gtr', 'Gte', 'Lss', 'Lte', 'Neq', 'Eql', 'EqlC']);

/** Undefined for an expression that aggregates nothing: there is nothing to split. */
export function measuredOf(expr: string): Measured | undefined {
  const root = parser.parse(expr).topNode.firstChild;
  return root === null ? undefined : ofNode(root, expr);
}

function ofNode(outer: SyntaxNode, expr: string): Measured | undefined {
  const node = bare(outer, expr);
  const text = textOf(node, expr);
  const of = aggregatedOf(text);
  if (of === undefined) return undefined;
  if (node.name === 'AggregateExpr') return ofAggregate(of, text);
  if (node.name === 'BinaryExpr' && operatorOf(node) === 'Div') {
    const [left, right] = sidesOf(node);
    const parts = ofNode(left, expr);
    const below = ofNode(right, expr);
    const over = { expr: textOf(right, expr), parts: below?.kind === 'sum' ? below.of : undefined };
    if (parts?.kind === 'sum') return { kind: 'ratio', of: parts.of, over };
  }
  if (node.name === 'FunctionCall' && functionOf(node, expr) === 'histogram_quantile') {
    const [place] = of.places;
    const buckets = place.grouping?.kind === 'by' && place.grouping.labels.includes('le');
    const inner = textOf(argumentsOf(node).at(-1) ?? node, expr);
    const parts = aggregatedOf(inner);
    if (buckets && parts?.places.length === 1 && place.operator === 'sum')
      return { kind: 'buckets', of: parts };
  }
  return { kind: 'each', of };
}

function ofAggregate(of: Aggregated, text: string): Measured {
  const [{ operator, grouping, body }] = of.places;
  if (ADDS_UP.has(operator)) return { kind: 'sum', of };
  if (operator !== 'avg') return { kind: 'each', of };
  const by = grouping === undefined ? '' : ` ${text.slice(grouping.from, grouping.to)} `;
  const sum = aggregatedOf(`sum${by}(${body})`);
  const count = `count${by}(${body})`;
  if (sum === undefined) return { kind: 'each', of };
  return { kind: 'ratio', of: sum, over: { expr: count, parts: aggregatedOf(count) } };
}

/** The node without what changes all its parts alike: parentheses, a sign, numbers, roundings, a choice of series. */
function bare(node: SyntaxNode, expr: string): SyntaxNode {
  const inner = undressed(node, expr);
  return inner === undefined ? node : bare(inner, expr);
}

function undressed(node: SyntaxNode, expr: string): SyntaxNode | undefined {
  switch (node.name) {
    case 'ParenExpr':
    case 'UnaryExpr':
      return expressionsOf(node).at(-1);
    case 'FunctionCall':
      return DRESSES.has(functionOf(node, expr)) ? argumentsOf(node).at(0) : undefined;
    case 'AggregateExpr': {
      const operator = node.getChild('AggregateOp');
      const name = operator === null ? '' : textOf(operator, expr).toLowerCase();
      return CHOOSES.has(name) ? argumentsOf(node).at(-1) : undefined;
    }
    case 'BinaryExpr':
      return besideNumber(node, expr);
    default:
      return undefined;
  }
}

/**
 * The side that is no number, of `100 * …`, `… > 5`, `… or vector(0)`, `… or 0 * …`; not of `5 / …`, which is no part of
 * anything.
 */
function besideNumber(node: SyntaxNode, expr: string): SyntaxNode | undefined {
  const [left, right] = sidesOf(node);
  const operator = operatorOf(node);
  if (operator === 'Or') {
    const text = textOf(right, expr);
    return ZERO.test(text) || aggregatedOf(text) === undefined ? left : undefined;
  }
  if (!ARITHMETIC.has(operator) && !COMPARISONS.has(operator)) return undefined;
  if (isNumber(right, expr)) return left;
  return isNumber(left, expr) && operator !== 'Div' ? right : undefined;
}

function isNumber(node: SyntaxNode, expr: string): boolean {
  if (node.name === 'NumberDurationLiteral') return true;
  if (node.name === 'FunctionCall') return ['scalar', 'vector', 'time'].includes(functionOf(node, expr));
  const inside = expressionsOf(node);
  return (
    ['ParenExpr', 'UnaryExpr', 'BinaryExpr'].includes(node.name) &&
    inside.length > 0 &&
    inside.every((one) => isNumber(one, expr))
  );
}

function sidesOf(node: SyntaxNode): [SyntaxNode, SyntaxNode] {
  return [node.firstChild ?? node, node.lastChild ?? node];
}

/** The name of the operator's node. */
function operatorOf(node: SyntaxNode): string {
  return node.firstChild?.nextSibling?.name ?? '';
}

function functionOf(node: SyntaxNode, expr: string): string {
  const name = node.getChild('FunctionIdentifier');
  return name === null ? '' : textOf(name, expr).toLowerCase();
}

function argumentsOf(node: SyntaxNode): SyntaxNode[] {
  const body = node.getChild('FunctionCallBody');
  return body === null ? [] : expressionsOf(body);
}

/** Children that are expressions: punctuation and operators have no name that ends so. */
function expressionsOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (/(Expr|Call|Selector|Literal)$/.test(child.name)) children.push(child);
  }
  return children;
}

function textOf({ from, to }: SyntaxNode, expr: string): string {
  return expr.slice(from, to);
}
