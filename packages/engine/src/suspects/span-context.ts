/** Calls of one name in one span beyond this many are alike. */
const MOST_APART = 8;

interface Named {
  service: string;
  operation: string;
  timeMs: number;
  /** Is written here. */
  context: string;
  parent: Named | undefined;
  children: Named[];
}

/**
 * Says what each span's work is. Service and operation say it, but for clients of a library that are all named alike
 * (`HTTP GET`) and call many services: those are told apart by the operation that they are in, and their place in it.
 */
export function nameContexts(spans: Iterable<Named>): void {
  const all = [...spans];
  const reached = new Map<string, Set<string>>();
  for (const span of all) {
    span.context = `${span.service}\n${span.operation}`;
    const [child] = span.children;
    if (span.children.length !== 1 || child.service === span.service) continue;
    let services = reached.get(span.context);
    if (!services) reached.set(span.context, (services = new Set<string>()));
    services.add(child.service);
  }
  const alike = new Set([...reached].filter(([, services]) => services.size > 1).map(([context]) => context));
  if (alike.size === 0) return;
  for (const { service, operation, children } of all) {
    const seen = new Map<string, number>();
    for (const child of [...children].sort((a, b) => a.timeMs - b.timeMs)) {
      const context = `${child.service}\n${child.operation}`;
      if (child.service !== service || !alike.has(context)) continue;
      const place = Math.min(MOST_APART, seen.get(context) ?? 0);
      seen.set(context, place + 1);
      child.context = `${context}\n${operation}\n${place}`;
    }
  }
}
