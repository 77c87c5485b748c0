// The preview page's build: the real @grafana packages in one page, without Grafana.
import { cp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';

const ROOT = path.resolve(import.meta.dirname, '..');
const require = createRequire(import.meta.url);

/** What @grafana/ui calls the Latin part of its font of fixed width. */
const MONO = 'L0xTDF4xlVMF-BfR8bXMIhJHg45mwgGEFl0_3vrtSM1J-gEPT5Ese6hmHSh0mQ.woff2';

/** Builds the page into `dist-preview` of `home`, with the packages of Grafana that are found from there. */
export async function buildPreview(home = ROOT): Promise<void> {
  const out = path.join(home, 'dist-preview');
  const ofHome = createRequire(path.join(home, 'package.json'));
  const { version } = ofHome('@grafana/ui/package.json') as { version: string };
  await rm(out, { recursive: true, force: true });
  await build({
    entryPoints: { boot: path.join(home, 'preview/boot.ts'), preview: path.join(home, 'preview/main.tsx') },
    outdir: out,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    jsx: 'transform',
    // Of another home the sources are links: what they import is that home's.
    preserveSymlinks: home !== ROOT,
    chunkNames: 'chunks/[name]-[hash]',
    assetNames: 'assets/[name]-[hash]',
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.GRAFANA_VERSION': JSON.stringify(version),
    },
    loader: { '.svg': 'dataurl', '.ttf': 'file', '.woff2': 'file' },
    legalComments: 'none',
    logLevel: 'warning',
  });
  const grafanaUi = path.dirname(ofHome.resolve('@grafana/ui/package.json'));
  const inter = path.dirname(require.resolve('@fontsource-variable/inter/package.json'));
  const mono = path.dirname(require.resolve('@fontsource-variable/roboto-mono/package.json'));
  // Where @grafana/ui looks for its fonts: one variable font stands in for the cuts that Grafana serves.
  const fonts = ['Inter-Regular', 'Inter-Medium', 'Inter-Italic', 'Inter-MediumItalic'];
  await Promise.all([
    cp(path.join(ROOT, 'preview/index.html'), path.join(out, 'index.html')),
    cp(
      path.join(mono, 'files/roboto-mono-latin-wght-normal.woff2'),
      path.join(out, 'public/fonts/roboto', MONO),
    ),
    copyIcons(path.join(grafanaUi, 'dist/public/img/icons'), out),
    ...fonts.map((name) =>
      cp(
        path.join(inter, `files/inter-latin-wght-${name.includes('Italic') ? 'italic' : 'normal'}.woff2`),
        path.join(out, `public/fonts/inter/${name}.woff2`),
      ),
    ),
  ]);
}

/** Where @grafana/ui looks for its icons; the two that its package lacks are ours. */
async function copyIcons(from: string, out: string): Promise<void> {
  const to = path.join(out, 'public/build/img/icons');
  await cp(from, to, { recursive: true });
  await cp(path.join(ROOT, 'preview/icons'), path.join(to, 'unicons'), { recursive: true });
}
