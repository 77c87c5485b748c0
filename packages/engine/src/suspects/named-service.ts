import { escapedName, isPlainName, soughtNames } from './service-names.ts';

/** Words that speak of calls, before the name of who is called and after it. */
const BEFORE = String.raw`\b(?:call(?:ing)? (?:of|to)|calling|request to|connect(?:ion|ing)? (?:to|with)|dial(?:ing)?|upstream(?: for| of)?|breaker (?:of|for)|respon[sd]\w* from|reach)`;
const AFTER = String.raw`(?:answered|responded|replied|returned [45]\d\d|refused|timed out|(?:is )?(?:unavailable|unreachable|down)\b|(?:did|does) not (?:answer|respond))`;

/**
 * Finds the service that a message names: `call of ts-route-service failed`, `dial tcp: lookup cart`. A name that could be
 * an ordinary word counts in an address (`http://user/`, `user:8080`, `user.shop.svc`, `lookup user`), and beside words that
 * speak of calls (`call of user failed`, `no healthy upstream for user`, `user answered 503`).
 */
export function namedServices(
  services: Iterable<string>,
): (message: string, by: string) => string | undefined {
  const names = soughtNames(services);
  const plain = names.filter(isPlainName);
  const telling = names.filter((name) => !plain.includes(name));
  const patterns = [
    ...(telling.length > 0 ? [`(?<![\\w-])(${telling.map(escapedName).join('|')})(?![\\w-])`] : []),
    ...(plain.length > 0
      ? [
          `(?:${BEFORE} (${plain.map(escapedName).join('|')})(?![\\w-])|(?<![\\w-])(${plain.map(escapedName).join('|')}) ${AFTER})`,
          `(?:(?:\\/\\/|@|lookup )(${plain.map(escapedName).join('|')})(?![\\w-])|(?<![\\w-])(${plain.map(escapedName).join('|')})(?=:\\d|\\.[\\w-]+\\.svc|\\.svc))`,
        ]
      : []),
  ];
  if (patterns.length === 0) return () => undefined;
  const pattern = new RegExp(patterns.join('|'), 'g');
  const known = new Map<string, string | undefined>();
  return (message, by) => {
    const key = `${by}\n${message}`;
    if (known.has(key)) return known.get(key);
    let found: string | undefined;
    for (const match of message.matchAll(pattern)) {
      const name = match.slice(1).find((group) => group !== undefined);
      if (name !== by) {
        found = name;
        break;
      }
    }
    if (known.size < MOST_KNOWN) known.set(key, found);
    return found;
  };
}

/** So many messages are remembered. */
const MOST_KNOWN = 50_000;
