// The plugin's build. It stands where @grafana/create-plugin puts it, so that Grafana's plugin validator finds it,
// but it is our own: one app with what is nested in it, transpiled by esbuild.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import CopyPlugin from 'copy-webpack-plugin';
import { EsbuildPlugin } from 'esbuild-loader';
import type { Configuration } from 'webpack';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SOURCE = path.join(ROOT, 'src');
const BROWSERS = 'es2022';

/** Entry name → its module; the name is the path in `dist`, where the nested plugin's `plugin.json` lies too. */
const ENTRIES = {
  module: './module.tsx',
  'datasource/module': './datasource/module.ts',
  'panels/anomaly-chart/module': './panels/anomaly-chart/module.ts',
  'panels/swim-lanes/module': './panels/swim-lanes/module.ts',
  'panels/root-cause/module': './panels/root-cause/module.ts',
  'panels/correlation/module': './panels/correlation/module.ts',
};

/** What every Grafana from 12.2 on shares with its plugins; nothing else may be left to the host. */
const SHARED_BY_GRAFANA = [
  'react',
  'react-dom',
  'rxjs',
  '@emotion/css',
  '@grafana/data',
  '@grafana/runtime',
  '@grafana/ui',
];

const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };

/** `plugin.json` with the version and the day of the build in it. */
function stamp(content: Buffer): string {
  return content
    .toString('utf8')
    .replaceAll('%VERSION%', version)
    .replaceAll('%TODAY%', new Date().toISOString().slice(0, 10));
}

const config: Configuration = {
  mode: 'production',
  context: SOURCE,
  entry: ENTRIES,
  devtool: 'source-map',
  externals: [...SHARED_BY_GRAFANA, { 'amd-module': 'module' }],
  output: {
    path: path.join(ROOT, 'dist'),
    clean: true,
    filename: '[name].js',
    chunkFilename: 'chunks/[name].[contenthash:8].js',
    library: { type: 'amd' },
    publicPath: '/',
    uniqueName: 'lapwing-anomaly-app',
  },
  resolve: { extensions: ['.ts', '.tsx', '.js'] },
  module: {
    rules: [
      {
        test: /\.tsx?$/,
        exclude: /node_modules/,
        loader: 'esbuild-loader',
        options: { target: BROWSERS, jsx: 'transform' },
      },
      // Schemas and view models that are not used leave the bundle.
      { test: /packages[\\/](contract|visuals)[\\/]/, sideEffects: false },
    ],
  },
  optimization: {
    minimizer: [new EsbuildPlugin({ target: BROWSERS, legalComments: 'none' })],
    chunkIds: 'deterministic',
    // The app and what is nested in it meet on one page, and each takes in the chunks that another one loaded: a module
    // must have the same exports in all of them.
    usedExports: 'global',
  },
  performance: { hints: false },
  plugins: [
    new CopyPlugin({
      patterns: [
        { from: '**/plugin.json', transform: stamp },
        { from: '**/img/*.svg' },
        { from: path.join(ROOT, '..', 'LICENSE') },
        { from: path.join(ROOT, 'README.md') },
      ],
    }),
  ],
};

export default config;
