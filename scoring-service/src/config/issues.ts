import type { z } from 'zod';
import { allowedKeys, nearest } from './allowed-keys.ts';

type Issue = z.core.$ZodIssue;

/** What the schema refused, one line each, with the path of the setting. */
export interface SettingFault {
  path: PropertyKey[];
  message: string;
}

export function settingFaults(schema: z.ZodType, error: z.ZodError): SettingFault[] {
  return error.issues.flatMap((issue) => faultsOf(schema, issue, []));
}

function faultsOf(schema: z.ZodType, issue: Issue, base: readonly PropertyKey[]): SettingFault[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    const known = allowedKeys(schema, path);
    return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, known) }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0 && issue.message === 'Invalid input') {
    // The alternative that came farthest is the one that was meant.
    const [meant] = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length);
    return meant.flatMap((inner) => faultsOf(schema, inner, path));
  }
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined) {
    const known = 'options' in issue && Array.isArray(issue.options) ? issue.options : [];
    const allowed = known.length === 0 ? '' : `: must be one of ${known.map(String).join(', ')}`;
    return [{ path, message: `is missing or unknown${allowed}` }];
  }
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => ({ path, message }));
  if (issue.code === 'invalid_type' && / undefined$/.test(issue.message)) {
    return [{ path, message: `is missing: must be ${issue.expected}` }];
  }
  return [{ path, message: plain(issue) }];
}

function unknownKey(key: string, known: string[]): string {
  const meant = nearest(key, known);
  if (meant !== undefined) return `is not a setting; did you mean "${meant}"?`;
  return known.length === 0
    ? 'is not a setting'
    : `is not a setting; allowed here: ${known.sort().join(', ')}`;
}

function plain(issue: Issue): string {
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_type') return `must be ${issue.expected}, not ${received(issue.message)}`;
  return issue.message;
}

function received(message: string): string {
  return /received (.+)$/.exec(message)?.[1] ?? 'what it is';
}

function depth(issues: Issue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length));
}
