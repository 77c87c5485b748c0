import { parser } from '@prometheus-io/lezer-promql';
import type { SyntaxNode } from '@lezer/common';

/** Other names are written in quotes, where the server knows them. */
const PLAIN_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** The aggregations of an expression that no other one contains, as places in its text. */
export interface Aggregated {
  expr: string;
  /** One at least. */
  places: [AggregatePlace, ...AggregatePlace[]];
}

interface AggregatePlace {
  operator: string;
  /** Inside the parentheses. */
  body: string;
  /** Labels of `by` or `without`; undefined where there is neither. */
  grouping: { kind: 'by' | 'without'; labels: string[]; from: number; to: number } | undefined;
  /** Right behind the operator, where a grouping may stand. */
  afterOperator: number;
}

/** Undefined for an expression that aggregates nothing: there is nothing to split. */
export function aggregatedOf(expr: string): Aggregated | undefined {
  const places: AggregatePlace[] = [];
  parser.parse(expr).iterate({
    enter({ node }) {
      if (node.name !== 'AggregateExpr') return true;
      places.push(placeOf(node, expr));
      return false;
    },
  });
  const [first, ...others] = places;
  return first === undefined ? undefined : { expr, places: [first, ...others] };
}

/** The same expression with its result split by one label more. */
export function splitBy({ expr, places }: Aggregated, label: string): string {
  let text = expr;
  // From the end, so that places before it stay where they are.
  for (const { grouping, afterOperator } of [...places].sort((a, b) => b.afterOperator - a.afterOperator)) {
    if (grouping === undefined) {
      text = `${text.slice(0, afterOperator)} by (${written(label)}) ${text.slice(afterOperator)}`;
      continue;
    }
    const { kind, labels, from, to } = grouping;
    const next = kind === 'by' ? [...labels, label] : labels.filter((name) => name !== label);
    text = `${text.slice(0, from)}${kind} (${next.map(written).join(', ')})${text.slice(to)}`;
  }
  return text;
}

function placeOf(node: SyntaxNode, expr: string): AggregatePlace {
  const operator = node.getChild('AggregateOp');
  const body = node.getChild('FunctionCallBody');
  const modifier = node.getChild('AggregateModifier');
  return {
    operator: operator === null ? '' : expr.slice(operator.from, operator.to).toLowerCase(),
    body: body === null ? '' : lastArgument(body, expr),
    grouping: modifier === null ? undefined : groupingOf(modifier, expr),
    afterOperator: operator?.to ?? node.from,
  };
}

/** Of `topk(5, rate(…))` the vector; of `sum(rate(…))` the same. */
function lastArgument(body: SyntaxNode, expr: string): string {
  const last = body.lastChild?.name === ')' ? body.lastChild.prevSibling : body.lastChild;
  return last === null || last === undefined ? '' : expr.slice(last.from, last.to);
}

function groupingOf(modifier: SyntaxNode, expr: string): AggregatePlace['grouping'] {
  const text = expr.slice(modifier.from, modifier.to);
  const kind = /^\s*without/i.test(text) ? 'without' : 'by';
  const labels = modifier
    .getChild('GroupingLabels')
    ?.getChildren('LabelName')
    .map(({ from, to }) => expr.slice(from, to));
  const quoted = modifier
    .getChild('GroupingLabels')
    ?.getChildren('QuotedLabelName')
    .map(({ from, to }) => expr.slice(from + 1, to - 1));
  return { kind, labels: [...(labels ?? []), ...(quoted ?? [])], from: modifier.from, to: modifier.to };
}

function written(label: string): string {
  return PLAIN_NAME.test(label) ? label : JSON.stringify(label);
}
