import { type Condition, conditionOf, conditionText, isOneValue } from './condition.ts';
import { keepsLabel } from './kept-labels.ts';
import type { Aggregate, LabelMatch, Pairing, PromQl, Selector, Span } from './tree.ts';
import type { Fill } from './variables.ts';

/** What a dashboard says of its variables. */
export interface Variables {
  fill: Fill;
  /** Whether a variable has one value at a time. */
  isSingle: (name: string) => boolean;
}

/** Operators whose sides may change places. */
const COMMUTES = new Set(['+', '*']);

/**
 * Whether the series of a panel are among those of a detector, each with the same readings: the conditions that pick
 * them out, as the panel writes them. Undefined where they are not.
 */
export function covers(detector: PromQl, panel: PromQl, variables: Variables): LabelMatch[] | undefined {
  const comparison = new Comparison(variables);
  return comparison.same(detector, panel) ? comparison.picked(detector) : undefined;
}

class Comparison {
  private readonly variables: Variables;
  /** What each selector of the panel has beyond the detector's, by what it says. */
  private extras: Map<string, LabelMatch>[] = [];
  /** Labels that the detector splits by and the panel does not. */
  private splits = new Set<string>();

  constructor(variables: Variables) {
    this.variables = variables;
  }

  same(a: PromQl, b: PromQl): boolean {
    if (a.kind === 'selector' && b.kind === 'selector') return this.sameSelector(a, b);
    if (a.kind === 'aggregate' && b.kind === 'aggregate') return this.sameAggregate(a, b);
    if (a.kind === 'binary' && b.kind === 'binary') return this.sameBinary(a, b);
    if (a.kind === 'call' && b.kind === 'call') return a.name === b.name && this.sameAll(a.args, b.args);
    return this.sameLeaf(a, b) || this.sameAround(a, b);
  }

  private sameLeaf(a: PromQl, b: PromQl): boolean {
    if (a.kind === 'number' && b.kind === 'number') return sameSpan(a.value, b.value);
    return a.kind === 'text' && b.kind === 'text' && a.value === this.variables.fill(b.value, 'text');
  }

  /** Nodes round one other. */
  private sameAround(a: PromQl, b: PromQl): boolean {
    if (a.kind === 'minus' && b.kind === 'minus') return this.same(a.of, b.of);
    if (a.kind === 'shifted' && b.kind === 'shifted') return a.by === b.by && this.same(a.of, b.of);
    if (a.kind !== 'range' || b.kind !== 'range') return false;
    return sameSpan(a.length, b.length) && sameSpan(a.step ?? 0, b.step ?? 0) && this.same(a.of, b.of);
  }

  /** The panel's own conditions, where they are the same everywhere and the detector's result still has their labels. */
  picked(detector: PromQl): LabelMatch[] | undefined {
    const [first = new Map<string, LabelMatch>(), ...others] = this.extras;
    const alike = others.every(
      (other) => other.size === first.size && [...first.keys()].every((key) => other.has(key)),
    );
    const picked = [...first.values()];
    const kept = picked.every(({ label }) => keepsLabel(detector, label));
    const summed = [...this.splits].every((label) =>
      picked.some((match) => match.label === label && isOneValue(match, this.variables.isSingle)),
    );
    return alike && kept && summed ? picked : undefined;
  }

  private sameAll(a: readonly PromQl[], b: readonly PromQl[]): boolean {
    return (
      a.length === b.length && a.every((one, place) => b[place] !== undefined && this.same(one, b[place]))
    );
  }

  private sameSelector(detector: Selector, panel: Selector): boolean {
    const name = panel.name === undefined ? undefined : this.variables.fill(panel.name, 'text');
    if (detector.name !== name) return false;
    const wanted = new Map(panel.matches.flatMap((match) => this.keyed(match)));
    for (const match of detector.matches) {
      for (const [key] of this.keyed(match)) {
        if (!wanted.delete(key)) return false;
      }
    }
    this.extras.push(wanted);
    return true;
  }

  private keyed(match: LabelMatch): [string, LabelMatch][] {
    const condition: Condition | undefined = conditionOf(match, this.variables.fill);
    return condition ? [[conditionText(condition), match]] : [];
  }

  private sameAggregate(detector: Aggregate, panel: Aggregate): boolean {
    if (detector.operator !== panel.operator) return false;
    const [a, b] = [detector.grouping, panel.grouping];
    if (a?.kind === 'without' || b?.kind === 'without') {
      if (a?.kind !== b?.kind || !sameList(a?.labels, b?.labels)) return false;
    } else {
      const panels = b?.labels ?? [];
      if (!panels.every((label) => a?.labels.includes(label))) return false;
      for (const label of a?.labels ?? []) if (!panels.includes(label)) this.splits.add(label);
    }
    return this.sameAll(detector.args, panel.args);
  }

  private sameBinary(
    a: Extract<PromQl, { kind: 'binary' }>,
    b: Extract<PromQl, { kind: 'binary' }>,
  ): boolean {
    if (a.operator !== b.operator || a.bool !== b.bool || !samePairing(a.pairing, b.pairing)) return false;
    const before = { extras: [...this.extras], splits: new Set(this.splits) };
    if (this.same(a.left, b.left) && this.same(a.right, b.right)) return true;
    Object.assign(this, before);
    return (
      COMMUTES.has(a.operator) &&
      a.pairing.many === undefined &&
      this.same(a.left, b.right) &&
      this.same(a.right, b.left)
    );
  }
}

function sameSpan(a: Span, b: Span): boolean {
  return a === 'any' || b === 'any' || Object.is(a, b);
}

function samePairing(a: Pairing, b: Pairing): boolean {
  return (
    a.kind === b.kind && a.many === b.many && sameList(a.labels, b.labels) && sameList(a.include, b.include)
  );
}

function sameList(a: readonly string[] = [], b: readonly string[] = []): boolean {
  return a.length === b.length && a.every((one, place) => one === b[place]);
}
