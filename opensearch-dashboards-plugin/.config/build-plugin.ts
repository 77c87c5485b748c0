import { rm } from 'node:fs/promises';
import path from 'node:path';
import { buildBrowser } from './build-browser.ts';
import { buildServer } from './build-server.ts';

/** Both halves into `dist`, laid out as OpenSearch Dashboards wants them. */
export async function buildPlugin(root: string): Promise<void> {
  const out = path.join(root, 'dist');
  await rm(out, { recursive: true, force: true });
  await Promise.all([
    buildBrowser(root, path.join(out, 'target/public')),
    buildServer(root, path.join(out, 'server')),
  ]);
}
