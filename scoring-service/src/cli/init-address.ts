import { LapwingError } from '../errors.ts';

/** Servers that can be looked at. */
type ServerType = 'opensearch' | 'prometheus' | 'jaeger';

/** How the person named a server, apart: what the file says and what is needed to look right now. */
export interface GivenServer {
  /** As it stands in the file, without a password. */
  section: { type: ServerType; url: string; auth?: object; tls?: object };
  /** The same with the password, for looking. */
  live: Record<string, unknown>;
}

export interface TlsOptions {
  ca?: string;
  insecure?: boolean;
}

/**
 * A server from its URL: `https://user@host:9200`, with the password in the environment variable OPENSEARCH_PASSWORD,
 * PROMETHEUS_PASSWORD or JAEGER_PASSWORD. One that stands in the URL is used for looking, and does not get into the file.
 */
export function givenServer(
  type: ServerType,
  text: string,
  tls: TlsOptions,
  env: Readonly<Record<string, string | undefined>>,
): GivenServer {
  const option = `--${type}`;
  const url = parse(text, option);
  const username = decodeURIComponent(url.username);
  const variable = `${type.toUpperCase()}_PASSWORD`;
  const password = decodeURIComponent(url.password) || env[variable];
  url.username = '';
  url.password = '';
  const ca = tls.ca === undefined ? {} : { ca: `file:${tls.ca}` };
  const section = {
    type,
    url: url.toString().replace(/\/$/, ''),
    ...((tls.ca !== undefined || tls.insecure) && {
      tls: { ...ca, ...(tls.insecure && { insecure: true }) },
    }),
  };
  if (username === '') return { section, live: section };
  if (password === undefined || password === '') {
    throw new LapwingError('BAD_REQUEST', {
      message: `the password of ${username} is not known`,
      where: option,
      hint: `Set the environment variable ${variable}.`,
    });
  }
  const auth = { type: 'basic', username };
  return {
    section: { ...section, auth: { ...auth, password: `\${${variable}}` } },
    live: { ...section, auth: { ...auth, password } },
  };
}

function parse(text: string, option: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  throw new LapwingError('BAD_REQUEST', {
    message: `${JSON.stringify(text)} is no address`,
    where: option,
    hint: 'Give one such as http://localhost:9200.',
  });
}
