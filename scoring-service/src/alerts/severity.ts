import { Severity } from '@lapwing/contract';

export function rankOf(severity: Severity): number {
  return Severity.options.indexOf(severity);
}

export function atLeast(severity: Severity, least: Severity): boolean {
  return rankOf(severity) >= rankOf(least);
}
