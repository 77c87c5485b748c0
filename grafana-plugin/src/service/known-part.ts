import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
type Place = readonly PropertyKey[];

/**
 * A value without the fields that its schema refuses only because it does not know them; undefined where something else
 * is wrong, or nothing is. The schemas of what a person may send are strict, so that a mistyped setting is told; the same
 * ones describe what a service answers, and a later one may answer more.
 */
export function knownPart(value: unknown, issues: readonly Issue[]): unknown {
  const places = issues.map((issue) => unknownIn(issue, []));
  if (places.length === 0 || places.some((one) => one === undefined)) return undefined;
  const known: unknown = structuredClone(value);
  for (const place of places.flatMap((one) => one ?? [])) leaveOut(known, place);
  return known;
}

/** Where the fields stand that an issue is about; undefined when it is about something else. */
function unknownIn(issue: Issue, above: Place): Place[] | undefined {
  const at = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...at, key]);
  if (issue.code !== 'invalid_union') return undefined;
  // Of what may be several things: the first that it would be but for such fields.
  for (const option of issue.errors) {
    const places = option.map((one) => unknownIn(one, at));
    if (places.length > 0 && places.every((one) => one !== undefined)) return places.flat();
  }
  return undefined;
}

function leaveOut(value: unknown, place: Place): void {
  const [key, ...below] = place;
  if (typeof value !== 'object' || value === null || key === undefined) return;
  if (below.length === 0) Reflect.deleteProperty(value, key);
  else leaveOut(Reflect.get(value, key), below);
}
