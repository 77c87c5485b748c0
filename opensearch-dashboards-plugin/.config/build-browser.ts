import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type BuildOptions, type Plugin, build } from 'esbuild';
import { PLUGIN_ID } from '../common/ids.ts';
import { oneLanguage } from './one-language.ts';
import { sharedDeps } from './shared-deps.ts';

/** Lazy modules bear this ending: `import('./app/mount.chunk.tsx')`. */
const CHUNK = /\.chunk\.tsx?$/;
const COMMON: BuildOptions = {
  bundle: true,
  minify: true,
  target: 'es2022',
  jsx: 'transform',
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.css': 'text', '.svg': 'dataurl' },
  legalComments: 'none',
  logLevel: 'warning',
};

/**
 * The browser half. `<id>.plugin.js` is the script that every page of OpenSearch Dashboards loads, so it is small: what
 * is shown comes as ES modules that it imports when they are wanted, from the folder that it was loaded from.
 * The two share no variables of a module: an entry hands its chunks what they need.
 */
export async function buildBrowser(root: string, out: string): Promise<void> {
  const chunks = (await readdir(path.join(root, 'public'), { recursive: true }))
    .filter((file) => CHUNK.test(file))
    .map((file) => path.join(root, 'public', file));
  const names = new Map(chunks.map((file) => [file, chunkName(file)]));
  if (new Set(names.values()).size < names.size) throw new Error('two chunks bear the same name');
  const made = await build({
    ...COMMON,
    plugins: [sharedDeps, oneLanguage],
    entryPoints: [...names].map(([file, name]) => ({ in: file, out: name })),
    entryNames: '[name]-[hash]',
    chunkNames: 'shared-[hash]',
    outdir: out,
    format: 'esm',
    splitting: true,
    metafile: true,
  });
  const built = new Map<string, string>();
  for (const [file, { entryPoint }] of Object.entries(made.metafile.outputs)) {
    if (entryPoint !== undefined) built.set(path.resolve(entryPoint), path.basename(file));
  }
  await build({
    ...COMMON,
    plugins: [lazyChunks(built), sharedDeps, oneLanguage],
    entryPoints: [path.join(root, 'public/index.ts')],
    outfile: path.join(out, `${PLUGIN_ID}.plugin.js`),
    format: 'iife',
    globalName: 'lapwing',
    // The loader calls this when a page starts; nothing of the plugin runs before.
    banner: { js: `__osdBundles__.define('plugin/${PLUGIN_ID}/public', function () {` },
    footer: { js: 'return lapwing; }, 0);' },
  });
}

function chunkName(file: string): string {
  return path.basename(file).replace(CHUNK, '');
}

/** Leaves `import('….chunk.tsx')` to the browser, under the name that the chunk was built as. */
function lazyChunks(built: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'lazy-chunks',
    setup({ onResolve }) {
      onResolve({ filter: CHUNK }, ({ path: asked, resolveDir, kind, importer }) => {
        const name = built.get(path.resolve(resolveDir, asked));
        if (name === undefined) return { errors: [{ text: `${asked} is not there` }] };
        if (kind !== 'dynamic-import') return { errors: [{ text: `${importer} must import it lazily` }] };
        return { path: `./${name}`, external: true };
      });
    },
  };
}
