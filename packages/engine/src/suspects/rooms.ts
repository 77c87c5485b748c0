import type { TreeSpan } from './span-tree.ts';

/** More calls than this in one span are not told apart. */
const MOST_CALLS = 64;

/** A caller's side of one call: all that it holds is the called service's span, and it is itself within its own service. */
export function isClient({ service, children, parent }: TreeSpan): boolean {
  return children.length === 1 && children[0].service !== service && parent?.service === service;
}

/**
 * Time round each call of another service, ms, from what came before it to what comes after it, where calls have no span of
 * their caller's side: in it lie the way there and back, and the caller's own work before and after.
 */
export function roomsOf(span: TreeSpan): { child: TreeSpan; ms: number }[] {
  if (span.children.length > MOST_CALLS) return [];
  if (!span.children.some(({ service }) => service !== span.service)) return [];
  const calls = [...span.children].sort((a, b) => a.timeMs - b.timeMs);
  const end = span.timeMs + span.durationMs;
  return calls.flatMap((child, i) => {
    if (child.service === span.service) return [];
    const before = i > 0 ? calls[i - 1].timeMs + calls[i - 1].durationMs : span.timeMs;
    const after = i + 1 < calls.length ? calls[i + 1].timeMs : end;
    const ms = Math.max(0, child.timeMs - before) + Math.max(0, after - child.timeMs - child.durationMs);
    return [{ child, ms: Math.min(ms, span.ownMs) }];
  });
}
