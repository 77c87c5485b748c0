import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { spanOf, unquoted } from './literals.ts';
import type { Aggregate, Grouping, LabelMatch, Pairing, PromQl, Selector } from './tree.ts';

/** The tree of an expression without variables outside of its strings; undefined for what is not PromQL. */
export function parsePromQl(expr: string): PromQl | undefined {
  const tree = parser.parse(expr);
  let wrong = false;
  tree.iterate({
    enter: (node) => {
      wrong ||= node.type.isError;
    },
  });
  const top = tree.topNode.firstChild;
  return wrong || top === null ? undefined : new Reader(expr).read(top);
}

const OPERATORS = new Map(
  Object.entries({
    ...{ Add: '+', Sub: '-', Mul: '*', Div: '/', Mod: '%', Pow: '^', Atan2: 'atan2' },
    ...{ EqlC: '==', Neq: '!=', Gtr: '>', Lss: '<', Gte: '>=', Lte: '<=' },
    ...{ And: 'and', Or: 'or', Unless: 'unless' },
  }),
);

class Reader {
  private readonly expr: string;

  constructor(expr: string) {
    this.expr = expr;
  }

  read(node: SyntaxNode): PromQl | undefined {
    switch (node.name) {
      case 'ParenExpr':
        return this.readFirst(node);
      case 'NumberDurationLiteral':
        return { kind: 'number', value: spanOf(this.text(node)) };
      case 'StringLiteral':
        return { kind: 'text', value: unquoted(this.text(node)) };
      case 'VectorSelector':
        return this.selector(node);
      case 'MatrixSelector':
      case 'SubqueryExpr':
        return this.range(node);
      case 'OffsetExpr':
      case 'StepInvariantExpr':
        return this.shifted(node);
      case 'FunctionCall':
        return this.call(node);
      case 'AggregateExpr':
        return this.aggregate(node);
      case 'UnaryExpr':
        return this.unary(node);
      case 'BinaryExpr':
        return this.binary(node);
      default:
        return undefined;
    }
  }

  private text(node: SyntaxNode): string {
    return this.expr.slice(node.from, node.to);
  }

  /** The first child that is an expression. */
  private readFirst(node: SyntaxNode): PromQl | undefined {
    for (let child = node.firstChild; child; child = child.nextSibling) {
      const read = this.read(child);
      if (read !== undefined) return read;
    }
    return undefined;
  }

  private readAll(node: SyntaxNode | null): PromQl[] | undefined {
    const found: PromQl[] = [];
    for (let child = node?.firstChild ?? null; child; child = child.nextSibling) {
      if (/^[(),]$/.test(child.name)) continue;
      const read = this.read(child);
      if (read === undefined) return undefined;
      found.push(read);
    }
    return found;
  }

  private selector(node: SyntaxNode): Selector {
    const list = node.getChild('LabelMatchers');
    const written = [
      ...(list?.getChildren('UnquotedLabelMatcher') ?? []),
      ...(list?.getChildren('QuotedLabelMatcher') ?? []),
    ].map((one) => this.match(one));
    const identifier = node.getChild('Identifier');
    const quoted = list?.getChild('QuotedLabelName');
    const named = written.find(({ label, operator }) => label === '__name__' && operator === '=');
    const name = identifier ? this.text(identifier) : quoted ? unquoted(this.text(quoted)) : named?.value;
    const matches = written
      .filter((match) => match !== named || name !== named.value)
      .sort((a, b) => a.from - b.from);
    return { kind: 'selector', name, matches, from: node.from, to: node.to };
  }

  private match(node: SyntaxNode): LabelMatch {
    const label = node.getChild('LabelName') ?? node.getChild('QuotedLabelName');
    const operator = node.getChild('MatchOp');
    const value = node.getChild('StringLiteral');
    return {
      label: label ? unquoted(this.text(label)) : '',
      operator: (operator ? this.text(operator) : '=') as LabelMatch['operator'],
      value: value ? unquoted(this.text(value)) : '',
      from: node.from,
      to: node.to,
    };
  }

  private range(node: SyntaxNode): PromQl | undefined {
    const of = this.readFirst(node);
    const [length, step] = node.getChildren('DurationExpr').map((one) => spanOf(this.text(one)));
    return of && length !== undefined ? { kind: 'range', of, length, step } : undefined;
  }

  private shifted(node: SyntaxNode): PromQl | undefined {
    const of = this.readFirst(node);
    const offset = node.getChild('OffsetDurationExpr');
    const by = offset
      ? `offset ${offsetOf(this.text(offset))}`
      : this.expr.slice(node.getChild('At')?.from ?? node.from, node.to).replaceAll(/\s/g, '');
    return of && { kind: 'shifted', of, by };
  }

  private call(node: SyntaxNode): PromQl | undefined {
    const name = node.getChild('FunctionIdentifier');
    const args = this.readAll(node.getChild('FunctionCallBody'));
    return name && args ? { kind: 'call', name: this.text(name).toLowerCase(), args } : undefined;
  }

  private aggregate(node: SyntaxNode): Aggregate | undefined {
    const operator = node.getChild('AggregateOp');
    const args = this.readAll(node.getChild('FunctionCallBody'));
    if (operator === null || args === undefined) return undefined;
    const modifier = node.getChild('AggregateModifier');
    const grouping: Grouping | undefined = modifier
      ? {
          kind: modifier.getChild('Without') ? 'without' : 'by',
          labels: this.labels(modifier.getChild('GroupingLabels')),
          from: modifier.from,
          to: modifier.to,
        }
      : undefined;
    return {
      ...{ kind: 'aggregate', operator: this.text(operator).toLowerCase(), grouping, args },
      ...{ afterOperator: operator.to, from: node.from, to: node.to },
    };
  }

  private labels(node: SyntaxNode | null | undefined): string[] {
    const names = [
      ...(node?.getChildren('LabelName') ?? []),
      ...(node?.getChildren('QuotedLabelName') ?? []),
    ];
    return names.map((one) => unquoted(this.text(one))).sort();
  }

  private unary(node: SyntaxNode): PromQl | undefined {
    const of = this.readFirst(node);
    if (of === undefined) return undefined;
    return this.expr[node.from] === '-' ? { kind: 'minus', of } : of;
  }

  private binary(node: SyntaxNode): PromQl | undefined {
    const { firstChild: first, lastChild: last } = node;
    const left = first && this.read(first);
    const right = last && this.read(last);
    let operator: string | undefined;
    for (let child = first; child; child = child.nextSibling) operator ??= OPERATORS.get(child.name);
    if (!left || !right || operator === undefined) return undefined;
    const bool = node.getChild('BoolModifier') !== null;
    return { kind: 'binary', operator, bool, pairing: this.pairing(node), left, right };
  }

  private pairing(node: SyntaxNode): Pairing {
    const clause = node.getChild('MatchingModifierClause');
    const lists = clause?.getChildren('GroupingLabels') ?? [];
    const kind = clause?.getChild('On') ? 'on' : clause?.getChild('Ignoring') ? 'ignoring' : undefined;
    const many = clause?.getChild('GroupLeft')
      ? 'left'
      : clause?.getChild('GroupRight')
        ? 'right'
        : undefined;
    return {
      kind,
      labels: kind ? this.labels(lists[0]) : [],
      many,
      include: many ? this.labels(lists[kind ? 1 : 0]) : [],
    };
  }
}

function offsetOf(text: string): string {
  const negative = text.trim().startsWith('-');
  return `${negative ? '-' : ''}${spanOf(text.replace(/^\s*[-+]\s*/, ''))}`;
}
