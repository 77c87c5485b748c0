// `npm run build -w opensearch-dashboards-plugin`: both halves into dist, laid out as OpenSearch Dashboards wants them, and
// the page that shows them without it into dist-preview.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { buildBrowser } from './build-browser.ts';
import { buildPreview } from './build-preview.ts';
import { buildServer } from './build-server.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const OUT = path.join(ROOT, 'dist');

await rm(OUT, { recursive: true, force: true });
await Promise.all([
  buildBrowser(ROOT, path.join(OUT, 'target/public')),
  buildServer(ROOT, path.join(OUT, 'server')),
  buildPreview(ROOT, path.join(ROOT, 'dist-preview')),
]);
