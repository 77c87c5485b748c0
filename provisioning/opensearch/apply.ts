// Puts what this folder holds into an OpenSearch: templates, policies, roles, and users with passwords from files.
// Putting it again changes nothing. Run by docker-compose.yml; by hand: see docs/guide/stack.md.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Users of the stack: each has the role of its name, and its password in a file of the secrets' folder. */
const USERS: Readonly<Record<string, string>> = {
  lapwing: 'opensearch_lapwing_password',
  fluentd: 'opensearch_fluentd_password',
  lapwing_reader: 'opensearch_reader_password',
};
/** What a server says whose plugin for this is not installed. */
const NO_PLUGIN = /no handler found|illegal_argument|Unsupported|not found/i;

const {
  OPENSEARCH_URL = 'https://localhost:9200',
  OPENSEARCH_USER = 'admin',
  OPENSEARCH_PASSWORD_FILE,
  SECRETS_FOLDER,
} = process.env;

const authorization =
  OPENSEARCH_PASSWORD_FILE === undefined
    ? undefined
    : `Basic ${Buffer.from(`${OPENSEARCH_USER}:${secret(OPENSEARCH_PASSWORD_FILE)}`).toString('base64')}`;

function secret(file: string): string {
  return readFileSync(file, 'utf8').trim();
}

async function put(route: string, body: string): Promise<{ ok: boolean; status: number; said: string }> {
  const answer = await fetch(OPENSEARCH_URL + route, {
    method: 'PUT',
    body,
    headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
    signal: AbortSignal.timeout(30_000),
  });
  return { ok: answer.ok, status: answer.status, said: (await answer.text()).slice(0, 500) };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Puts a thing, or ends with what was said; with `plugin`, a server without that plugin is passed over. */
async function must(what: string, route: string, body: string, plugin?: string): Promise<void> {
  const { ok, status, said } = await put(route, body);
  if (ok) return say(`put ${what}`);
  // A policy that is there already answers 409: somebody may have changed it since, and it stays theirs.
  if (status === 409) return say(`kept ${what}`);
  if (plugin !== undefined && (status === 400 || status === 404 || status === 405) && NO_PLUGIN.test(said)) {
    return say(`passed over ${what}: this OpenSearch has no plugin for ${plugin}`);
  }
  throw new Error(`${what}: OpenSearch answered ${status}: ${said}`);
}

/** Files of a folder beside this one: name without `.json`, and text. */
function files(folder: string): [string, string][] {
  const place = path.join(import.meta.dirname, folder);
  return readdirSync(place)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => [name.slice(0, -'.json'.length), readFileSync(path.join(place, name), 'utf8')]);
}

for (const [name, body] of files('component-templates')) {
  await must(`component template ${name}`, `/_component_template/${name}`, body);
}
for (const [name, body] of files('index-templates')) {
  await must(`index template ${name}`, `/_index_template/${name}`, body);
}
for (const [name, body] of files('policies')) {
  await must(`policy ${name}`, `/_plugins/_ism/policies/${name}`, body, 'index state management');
}
if (SECRETS_FOLDER !== undefined) {
  const security = '/_plugins/_security/api';
  for (const [name, body] of files('roles')) {
    await must(`role ${name}`, `${security}/roles/${name}`, body, 'security');
  }
  for (const [name, file] of Object.entries(USERS)) {
    const user = JSON.stringify({ password: secret(path.join(SECRETS_FOLDER, file)) });
    await must(`user ${name}`, `${security}/internalusers/${name}`, user, 'security');
    const mapping = JSON.stringify({ users: [name] });
    await must(`mapping of role ${name}`, `${security}/rolesmapping/${name}`, mapping, 'security');
  }
}
