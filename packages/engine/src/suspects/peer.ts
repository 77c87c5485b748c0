import { escapedName, isPlainName, soughtNames } from './service-names.ts';

/** What of a span its peer is told by, and where it is put. */
interface Call {
  service: string;
  operation: string;
  error: boolean;
  parent: { service: string } | undefined;
  children: readonly unknown[];
  peer: string | undefined;
}

/** A service that has no spans of its own is called by spans of which this share at least hold none. */
const BLIND_SHARE = 0.9;

/**
 * Says of calls that no span of a called service answers whom they call, as far as their operation names a service that is
 * known by other means: `carts/get`, `insert orders-db`, `shop.CartService/GetCart`. Stores have no spans, and some services
 * have none. A call is a span within its caller's own that holds no other.
 */
export function namePeers(spans: Iterable<Call>, services: Iterable<string>): void {
  const nameIn = peerNamer(services);
  const calls = new Map<string, { all: number; blind: number }>();
  for (const span of spans) {
    if (span.parent?.service !== span.service || span.error) continue;
    const key = `${span.service}\n${span.operation}`;
    let call = calls.get(key);
    if (!call) calls.set(key, (call = { all: 0, blind: 0 }));
    call.all++;
    if (span.children.length === 0) call.blind++;
  }
  const peers = new Map<string, string | undefined>();
  for (const span of spans) {
    if (span.parent?.service !== span.service || span.children.length > 0) continue;
    const key = `${span.service}\n${span.operation}`;
    if (!peers.has(key)) {
      const call = calls.get(key);
      const blind = call !== undefined && call.blind >= BLIND_SHARE * call.all;
      peers.set(key, blind ? nameIn(span.operation, span.service) : undefined);
    }
    span.peer = peers.get(key);
  }
}

function peerNamer(services: Iterable<string>): (operation: string, by: string) => string | undefined {
  const names = soughtNames(services);
  const byLower = new Map(names.map((name) => [name.toLowerCase(), name]));
  const patterns = names.map((name): [string, RegExp] => {
    const escaped = escapedName(name);
    // Plain ones count where a call begins with them: `carts/get`, `carts:8080`; others anywhere.
    return [
      name,
      new RegExp(isPlainName(name) ? `(?:^|//|@)${escaped}[/.:]` : `(?<![\\w-])${escaped}(?![\\w-])`),
    ];
  });
  return (operation, by) => {
    // gRPC: package, service, method.
    const rpc = /(?:^|\.)([A-Z]\w*)\/\w+$/.exec(operation)?.[1];
    const asked = rpc === undefined ? undefined : byLower.get(rpc.toLowerCase());
    if (asked !== undefined && asked !== by) return asked;
    return patterns.find(([name, pattern]) => name !== by && pattern.test(operation))?.[0];
  };
}
