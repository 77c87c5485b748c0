import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** Bundles the controls into one ES module for the browser, which exports `mount(element)`. */
export async function buildControls(): Promise<string> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('./main.ts', import.meta.url)),
    platform: 'browser',
    moduleTypes: { '.css': 'text' },
  });
  try {
    const { output } = await bundle.generate({ format: 'es' });
    return output[0].code;
  } finally {
    await bundle.close();
  }
}
