// `npm run build -w opensearch-dashboards-plugin`: the plugin into dist, and the page that shows it without OpenSearch
// Dashboards into dist-preview.
import path from 'node:path';
import { buildPlugin } from './build-plugin.ts';
import { buildPreview } from './build-preview.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

await Promise.all([buildPlugin(ROOT), buildPreview(ROOT, path.join(ROOT, 'dist-preview'))]);
