import { parser } from '@prometheus-io/lezer-promql';
import type { SyntaxNode } from '@lezer/common';

export interface SyntaxProblem {
  /** Characters from the start of the expression, from 1 as Prometheus counts them. */
  position: number;
  message: string;
}

/** Where an expression stops being PromQL; undefined when it is PromQL throughout. */
export function syntaxProblem(expr: string): SyntaxProblem | undefined {
  let at: number | undefined;
  parser.parse(expr).iterate({
    enter(node) {
      if (node.type.isError && (at === undefined || node.from < at)) at = node.from;
    },
  });
  if (at === undefined) return undefined;
  const rest = expr.slice(at).trim();
  return {
    position: at + 1,
    message:
      rest === '' ? 'the expression ends too early' : `unexpected ${JSON.stringify(rest.slice(0, 30))}`,
  };
}

/** Functions and aggregations whose result does not depend on how high a counter stands. */
const USES_CHANGE_ALONE = new Set([
  ...['rate', 'irate', 'increase', 'resets', 'changes', 'absent', 'absent_over_time', 'present_over_time'],
  ...['count_over_time', 'timestamp', 'count', 'group'],
]);

/** Names of metrics whose level, not their change, makes the expression's value. */
export function bareMetrics(expr: string): string[] {
  const names = new Set<string>();
  const text = (node: SyntaxNode) => expr.slice(node.from, node.to);
  parser.parse(expr).iterate({
    enter({ node }) {
      if (node.name !== 'VectorSelector' || isUnderChange(node, text)) return;
      const name = metricName(node, text);
      if (name !== undefined) names.add(name);
    },
  });
  return [...names];
}

function isUnderChange(selector: SyntaxNode, text: (node: SyntaxNode) => string): boolean {
  for (let node = selector.parent; node; node = node.parent) {
    const called =
      node.name === 'FunctionCall'
        ? node.getChild('FunctionIdentifier')
        : node.name === 'AggregateExpr'
          ? node.getChild('AggregateOp')
          : null;
    if (called && USES_CHANGE_ALONE.has(text(called).toLowerCase())) return true;
  }
  return false;
}

/** `name`, `{"name"}` or `{__name__="name"}`; undefined when the name is matched by a pattern or not given. */
function metricName(selector: SyntaxNode, text: (node: SyntaxNode) => string): string | undefined {
  const identifier = selector.getChild('Identifier');
  if (identifier) return text(identifier);
  const matchers = selector.getChild('LabelMatchers');
  const quoted = matchers?.getChild('QuotedLabelName');
  if (quoted) return text(quoted).slice(1, -1);
  for (const matcher of matchers?.getChildren('UnquotedLabelMatcher') ?? []) {
    const [label, operator, value] = ['LabelName', 'MatchOp', 'StringLiteral'].map((name) =>
      matcher.getChild(name),
    );
    if (label && operator && value && text(label) === '__name__' && text(operator) === '=') {
      return text(value).slice(1, -1);
    }
  }
  return undefined;
}

/** What `/api/v1/metadata` says of metrics: the type of each by name. */
export type MetricTypes = ReadonlyMap<string, string>;

/** Whether a metric only ever rises: as the server's metadata say, else as its name says. */
export function isCounter(name: string, types: MetricTypes): boolean {
  const type = types.get(name);
  if (type !== undefined && type !== 'unknown') return type === 'counter';
  const [, family, part] = /^(.*)_(total|count|sum|bucket)$/.exec(name) ?? [];
  if (part === undefined) return false;
  if (part === 'total') return true;
  const familyType = types.get(family);
  return part === 'bucket' || familyType === 'histogram' || familyType === 'summary';
}

/** A word to whoever watches the level of a counter. */
export function counterWarnings(expr: string, types: MetricTypes): string[] {
  return bareMetrics(expr)
    .filter((name) => isCounter(name, types))
    .map(
      (name) =>
        `${name} is a counter, which rises until its program restarts: watch its change instead, as rate(${name}[5m])`,
    );
}
