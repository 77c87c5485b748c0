import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers who somebody is as OpenSearch's security plugin does; the roles are those of the header `x-roles`. */
export async function startSecurity(): Promise<{ url: string; close: () => void }> {
  const server = createServer((req, res) => {
    const asked = req.url === '/_plugins/_security/authinfo';
    const roles = String(req.headers['x-roles'] ?? '').split(',');
    res.writeHead(asked ? 200 : 403, { 'content-type': 'application/json' });
    res.end(JSON.stringify(asked ? { user_name: 'ann', roles, backend_roles: [] } : { error: 'forbidden' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
