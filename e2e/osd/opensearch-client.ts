/** Who asks OpenSearch: what the security plugin would be told. */
export interface Person {
  /** Sent with each request; what a proxy before OpenSearch goes by. */
  headers: Record<string, string>;
}

interface TransportRequest {
  method: string;
  path: string;
  body?: unknown;
  querystring?: Record<string, unknown>;
}

/** OpenSearch's client as OpenSearch Dashboards hands it to a route: answers as `{ body }`, throws errors with a `statusCode`. */
export function openSearchClient(url: string, person: Person): object {
  return {
    transport: {
      async request(
        { method, path, body, querystring = {} }: TransportRequest,
        { requestTimeout = 30_000 }: { requestTimeout?: number } = {},
      ) {
        const target = new URL(path, url);
        for (const [name, value] of Object.entries(querystring)) target.searchParams.set(name, String(value));
        const answer = await fetch(target, {
          method,
          headers: { 'content-type': 'application/json', ...person.headers },
          ...(body !== undefined && { body: JSON.stringify(body) }),
          signal: AbortSignal.timeout(requestTimeout),
        });
        const text = await answer.text();
        if (!answer.ok) {
          throw Object.assign(new Error(`Response Error: ${text.slice(0, 300)}`), {
            statusCode: answer.status,
          });
        }
        return { body: JSON.parse(text) as unknown, statusCode: answer.status };
      },
    },
  };
}
