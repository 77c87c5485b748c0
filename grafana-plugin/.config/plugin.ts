import webpack from 'webpack';
import config from './webpack/webpack.config.ts';

/** Builds the plugin into dist. */
export function buildPlugin(): Promise<void> {
  return new Promise((resolve, reject) => {
    webpack(config, (error, stats) => {
      if (error) reject(error);
      else if (!stats || stats.hasErrors()) {
        reject(new Error(stats?.toString({ preset: 'errors-only' }) ?? 'webpack said nothing'));
      } else resolve();
    });
  });
}
