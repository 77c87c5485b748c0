// The preview page's build: what OpenSearch Dashboards shares, in two versions, in a page of ours.
import { cp, mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Plugin, build } from 'esbuild';

const require = createRequire(import.meta.url);

interface Variant {
  name: string;
  /** Package of `@elastic/eui`. */
  eui: string;
  /** Where React is resolved from. */
  reactOf: string;
}

/** The oldest that OpenSearch Dashboards from 2.11 on brings along, and the newest. */
function variants(root: string): Variant[] {
  return [
    { name: '16', eui: '@elastic/eui', reactOf: root },
    { name: '18', eui: 'oui-newest', reactOf: path.dirname(root) },
  ];
}

export async function buildPreview(root: string, out: string): Promise<void> {
  await rm(out, { recursive: true, force: true });
  await Promise.all(
    variants(root).map((variant) => buildVariant(root, path.join(out, variant.name), variant)),
  );
}

async function buildVariant(root: string, out: string, { name, eui, reactOf }: Variant): Promise<void> {
  await mkdir(out, { recursive: true });
  const themes = path.join(path.dirname(require.resolve(`${eui}/package.json`)), 'dist');
  await Promise.all([
    ...['light', 'dark'].map((theme) =>
      cp(path.join(themes, `eui_theme_${theme}.min.css`), path.join(out, `${theme}.css`)),
    ),
    build({
      entryPoints: [path.join(root, 'preview/host.ts')],
      outfile: path.join(out, 'host.js'),
      bundle: true,
      minify: true,
      format: 'iife',
      target: 'es2022',
      define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
      // Not on npm under this name.
      alias: { '@opensearch/datemath': '@elastic/datemath' },
      plugins: [exactly(name, eui, reactOf, themes)],
      legalComments: 'none',
      logLevel: 'error',
    }),
  ]);
}

/** One React and one EUI for all that is in the page. */
function exactly(name: string, eui: string, reactOf: string, themes: string): Plugin {
  return {
    name: `react-${name}`,
    setup({ onResolve }) {
      onResolve({ filter: /^react(-dom)?(\/.*)?$/ }, ({ path: asked }) => ({
        path: require.resolve(asked, { paths: [reactOf] }),
      }));
      onResolve({ filter: /^@elastic\/eui$/ }, () => ({
        path: path.join(path.dirname(require.resolve(`${eui}/package.json`)), 'es/index.js'),
      }));
      onResolve({ filter: /^preview-theme\/(light|dark)$/ }, ({ path: asked }) => ({
        path: path.join(themes, `eui_theme_${path.basename(asked)}.json`),
      }));
    },
  };
}
