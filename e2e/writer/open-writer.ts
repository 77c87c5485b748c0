import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStores, type Stores } from '../../scoring-service/src/stores/open-stores.ts';
import { WriterSettings } from '../../scoring-service/src/writer/settings.ts';
import { createOpenSearchWriter, type OpenSearchWriter } from '../../scoring-service/src/writer/writer.ts';

export interface TestWriter {
  stores: Stores;
  writer: OpenSearchWriter;
  folder: string;
  /** Closes both and removes the folder. */
  end(): Promise<void>;
}

/** A writer on a store of its own. */
export function openWriter(
  url: string,
  options: {
    folder?: string;
    settings?: Partial<WriterSettings>;
    now?: () => number;
    random?: () => number;
    timeoutSeconds?: number;
  } = {},
): TestWriter {
  const folder = options.folder ?? mkdtempSync(path.join(tmpdir(), 'lapwing-writer-'));
  const now = options.now ?? Date.now;
  const stores = openStores(folder, {
    now,
    onSetAside: ({ file, reason }) => {
      throw new Error(`${file}: ${reason}`);
    },
  });
  const writer = createOpenSearchWriter({
    server: { url, timeoutSeconds: options.timeoutSeconds ?? 10 },
    store: stores.scores,
    incidents: stores.incidents,
    deadLetters: stores.deadLetters,
    settings: WriterSettings.parse(options.settings ?? {}),
    watchedBy: () => undefined,
    now,
    random: options.random ?? Math.random,
  });
  return {
    stores,
    writer,
    folder,
    async end() {
      await writer.close();
      stores.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
