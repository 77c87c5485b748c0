// `npm run build -w grafana-plugin`: the plugin into dist, the page that shows it without Grafana into dist-preview.
import webpack from 'webpack';
import { buildPreview } from './preview.ts';
import config from './webpack/webpack.config.ts';

function buildPlugin(): Promise<void> {
  return new Promise((resolve, reject) => {
    webpack(config, (error, stats) => {
      if (error) reject(error);
      else if (!stats || stats.hasErrors()) {
        reject(new Error(stats?.toString({ preset: 'errors-only' }) ?? 'webpack said nothing'));
      } else resolve();
    });
  });
}

await Promise.all([buildPlugin(), buildPreview()]);
