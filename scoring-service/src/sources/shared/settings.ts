/** How a source's server is reached. Secrets stand here already read; no file or environment is looked at later. */
export interface ServerSettings {
  /** Base URL; a path in it is kept, as a reverse proxy needs. */
  url: string;
  auth?: ServerAuth;
  tls?: {
    /** PEM text of the certificate authority to trust instead of the system's. */
    ca?: string;
    /** Takes any certificate: for a trial, never for production. */
    insecure?: boolean;
  };
  /** Sent with every request. */
  headers?: Record<string, string>;
  /** Longest time for one request, in seconds. */
  timeoutSeconds?: number;
}

type ServerAuth =
  | { type: 'basic'; username: string; password: string }
  | { type: 'bearer'; token: string }
  | { type: 'api-key'; key: string };

/** Long enough for a heavy aggregation, short enough that a dead connection is noticed within a minute interval. */
export const DEFAULT_TIMEOUT_SECONDS = 30;

/** The `Authorization` header and the extra ones; lower-case names. */
export function requestHeaders(settings: ServerSettings): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(settings.headers ?? {})) headers[name.toLowerCase()] = value;
  const { auth } = settings;
  if (auth) headers['authorization'] = authorization(auth);
  return headers;
}

function authorization(auth: ServerAuth): string {
  switch (auth.type) {
    case 'basic':
      return `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`;
    case 'bearer':
      return `Bearer ${auth.token}`;
    case 'api-key':
      return `ApiKey ${auth.key}`;
  }
}
