import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { writeServiceConfig } from './config.ts';

it('keeps readings for longer than the longest history, in a file that only its owner reads', async () => {
  const data = mkdtempSync(path.join(tmpdir(), 'lapwing-config-'));
  const detector = {
    id: 'a',
    name: 'a',
    source: 'ingest',
    kind: 'metric',
    query: { type: 'ingest' },
  } as const;
  const detectors = ['2d', '300d'].map((history) => ({ ...detector, history }));
  const file = await writeServiceConfig({ data, port: 1234, key: 'lpw_x', detectors });
  const config = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, unknown>>;
  expect(config['server']['port']).toBe(1234);
  expect(config['ingest']['keep']).toBe('302d');
  expect(config['data']['retention']).toBe('302d');
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
  rmSync(data, { recursive: true });
});
