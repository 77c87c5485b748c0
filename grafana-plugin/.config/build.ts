// `npm run build -w grafana-plugin`: the plugin into dist, the page that shows it without Grafana into dist-preview.
import { buildPlugin } from './plugin.ts';
import { buildPreview } from './preview.ts';

await Promise.all([buildPlugin(), buildPreview()]);
