import { SEVERITY_FROM, Severity, severityOf } from '@lapwing/contract';

/** Mildest first, as in the contract. */
export const SEVERITIES: readonly Severity[] = Severity.options;

/**
 * One colour a severity, the same in every chart, list and overlay. They are Grafana's own blue, yellow, orange and
 * red, which hold against its light and its dark theme. Colour never speaks alone: the name stands beside it.
 */
const COLOURS: Readonly<Record<Severity, string>> = {
  LOW: '#5794F2',
  MEDIUM: '#EAB839',
  HIGH: '#FF780A',
  CRITICAL: '#E02F44',
};

const NAMES: Readonly<Record<Severity, string>> = {
  LOW: 'Low',
  MEDIUM: 'Medium',
  HIGH: 'High',
  CRITICAL: 'Critical',
};

/** `#rrggbb`. */
export function severityColour(severity: Severity): string {
  return COLOURS[severity];
}

export function severityName(severity: Severity): string {
  return NAMES[severity];
}

/** Negative when `a` is the worse one: sorts worst first. */
export function worstFirst(a: Severity, b: Severity): number {
  return SEVERITY_FROM[b] - SEVERITY_FROM[a];
}

export function isAtLeast(severity: Severity, lowest: Severity): boolean {
  return SEVERITY_FROM[severity] >= SEVERITY_FROM[lowest];
}

/** The severity of a score, unless it is milder than `lowest`. */
export function severityFrom(score: number, lowest: Severity): Severity | undefined {
  const severity = severityOf(score);
  return severity !== undefined && isAtLeast(severity, lowest) ? severity : undefined;
}
