import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, onTestFinished, test } from 'vitest';
import { OpenSearchClient } from '../../scoring-service/src/sources/opensearch/client.ts';
import { putIsmPolicy } from '../../scoring-service/src/writer/retention.ts';
import { WriterSettings } from '../../scoring-service/src/writer/settings.ts';
import { templates } from '../../scoring-service/src/writer/templates.ts';
import { ROOT } from './files.ts';

// The files are what the service itself puts with its default settings. After a change to the service:
// npx vitest run --project e2e e2e/stack/same-as-service.test.ts -u

const FOLDER = path.join(ROOT, 'provisioning', 'opensearch');
const settings = WriterSettings.parse({});

async function json(value: unknown): Promise<string> {
  const options = await resolveConfig(path.join(ROOT, 'package.json'));
  return format(JSON.stringify(value), { ...options, parser: 'json' });
}

test.each(templates(settings))('templates of $name', async ({ name, component, index }) => {
  await expect(await json(component)).toMatchFileSnapshot(
    path.join(FOLDER, 'component-templates', `${name}.json`),
  );
  await expect(await json(index)).toMatchFileSnapshot(path.join(FOLDER, 'index-templates', `${name}.json`));
});

test('the policy that deletes by age', async () => {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      if (request.method === 'PUT') bodies.push(body);
      response.writeHead(request.method === 'PUT' ? 200 : 404, { 'content-type': 'application/json' });
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const client = new OpenSearchClient({ url: `http://127.0.0.1:${port}` });
  await putIsmPolicy(client, settings.retention_days, AbortSignal.timeout(10_000));
  expect(bodies).toHaveLength(1);
  await expect(await json(JSON.parse(bodies[0]))).toMatchFileSnapshot(
    path.join(FOLDER, 'policies', 'lapwing-retention.json'),
  );
});
