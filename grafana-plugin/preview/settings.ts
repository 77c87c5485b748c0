import { z } from 'zod';
import { APP_ROOT } from '../src/ids.ts';

/** `/preview-config.json`; the README of this folder says what each key does. */
const PreviewSettings = z.object({
  title: z.string().default('Lapwing preview'),
  controls: z.string().optional(),
  /** Grafana's own API is answered, too. */
  grafana: z.boolean().default(false),
  initialPath: z.string().startsWith('/').default(APP_ROOT),
});
export type PreviewSettings = z.infer<typeof PreviewSettings>;

export async function readSettings(): Promise<PreviewSettings> {
  const answer = await fetch('/preview-config.json');
  const found = answer.ok && (answer.headers.get('content-type') ?? '').includes('json');
  return PreviewSettings.parse(found ? await answer.json() : {});
}
