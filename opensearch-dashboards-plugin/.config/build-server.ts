import path from 'node:path';
import { build } from 'esbuild';
import { oneLanguage } from './one-language.ts';

/** OpenSearch Dashboards 2.11 brings Node 18 along, later ones newer. */
const OLDEST_NODE = 'node18';

/** The server half: one CommonJS file. `@osd/*` is the host's own: its schemas must be made by its own copy. */
export async function buildServer(root: string, out: string): Promise<void> {
  await build({
    entryPoints: [path.join(root, 'server/index.ts')],
    outfile: path.join(out, 'index.js'),
    bundle: true,
    platform: 'node',
    target: OLDEST_NODE,
    format: 'cjs',
    plugins: [oneLanguage],
    external: ['@osd/*'],
    legalComments: 'none',
    logLevel: 'warning',
  });
}
