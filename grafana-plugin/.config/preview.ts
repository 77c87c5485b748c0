// The preview page's build: the real @grafana packages in one page, without Grafana.
import { cp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';

const ROOT = path.resolve(import.meta.dirname, '..');
const OUT = path.join(ROOT, 'dist-preview');
const require = createRequire(import.meta.url);

export async function buildPreview(): Promise<void> {
  await rm(OUT, { recursive: true, force: true });
  await build({
    entryPoints: { boot: path.join(ROOT, 'preview/boot.ts'), preview: path.join(ROOT, 'preview/main.tsx') },
    outdir: OUT,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    jsx: 'transform',
    chunkNames: 'chunks/[name]-[hash]',
    assetNames: 'assets/[name]-[hash]',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.svg': 'dataurl', '.ttf': 'file', '.woff2': 'file' },
    legalComments: 'none',
    logLevel: 'warning',
  });
  const grafanaUi = path.dirname(require.resolve('@grafana/ui/package.json'));
  const inter = path.dirname(require.resolve('@fontsource-variable/inter/package.json'));
  // Where @grafana/ui looks for its fonts: one variable font stands in for the cuts that Grafana serves.
  const fonts = ['Inter-Regular', 'Inter-Medium', 'Inter-Italic', 'Inter-MediumItalic'];
  await Promise.all([
    cp(path.join(ROOT, 'preview/index.html'), path.join(OUT, 'index.html')),
    copyIcons(path.join(grafanaUi, 'dist/public/img/icons')),
    ...fonts.map((name) =>
      cp(
        path.join(inter, `files/inter-latin-wght-${name.includes('Italic') ? 'italic' : 'normal'}.woff2`),
        path.join(OUT, `public/fonts/inter/${name}.woff2`),
      ),
    ),
  ]);
}

/** Where @grafana/ui looks for its icons; the two that its package lacks are ours. */
async function copyIcons(from: string): Promise<void> {
  const to = path.join(OUT, 'public/build/img/icons');
  await cp(from, to, { recursive: true });
  await cp(path.join(ROOT, 'preview/icons'), path.join(to, 'unicons'), { recursive: true });
}
