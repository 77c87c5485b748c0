// Imports saved-objects.ndjson into an OpenSearch Dashboards; what is there under the same ids is replaced.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const {
  DASHBOARDS_URL = 'http://localhost:5601',
  OPENSEARCH_USER = 'admin',
  OPENSEARCH_PASSWORD_FILE,
} = process.env;

const form = new FormData();
const objects = readFileSync(path.join(import.meta.dirname, 'saved-objects.ndjson'));
form.set('file', new Blob([objects]), 'saved-objects.ndjson');
const headers: Record<string, string> = { 'osd-xsrf': 'true' };
if (OPENSEARCH_PASSWORD_FILE !== undefined) {
  const password = readFileSync(OPENSEARCH_PASSWORD_FILE, 'utf8').trim();
  headers['authorization'] = `Basic ${Buffer.from(`${OPENSEARCH_USER}:${password}`).toString('base64')}`;
}
const answer = await fetch(`${DASHBOARDS_URL}/api/saved_objects/_import?overwrite=true`, {
  method: 'POST',
  headers,
  body: form,
  signal: AbortSignal.timeout(60_000),
});
const said = await answer.text();
if (!answer.ok || !said.includes('"success":true')) {
  throw new Error(`OpenSearch Dashboards answered ${answer.status}: ${said.slice(0, 500)}`);
}
process.stdout.write('imported the saved objects\n');
