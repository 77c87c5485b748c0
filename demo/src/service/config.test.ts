import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DetectorInput } from '@lapwing/contract';
import { expect, it } from 'vitest';
import { writeServiceConfig } from './config.ts';

const READINGS: DetectorInput = {
  ...{ id: 'a', name: 'a', source: 'ingest', kind: 'metric', query: { type: 'ingest' } },
};

async function configOf(detectors: DetectorInput[]): Promise<Record<string, Record<string, unknown>>> {
  const data = mkdtempSync(path.join(tmpdir(), 'lapwing-config-'));
  try {
    const file = await writeServiceConfig({ data, port: 1234, key: 'lpw_x', detectors });
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, unknown>>;
  } finally {
    rmSync(data, { recursive: true });
  }
}

it('keeps readings for longer than the longest history, in a file that only its owner reads', async () => {
  const config = await configOf(['2d', '300d'].map((history) => ({ ...READINGS, history })));
  expect(config['server']['port']).toBe(1234);
  expect(config['ingest']['keep']).toBe('302d');
  expect(config['data']['retention']).toBe('302d');
});

it('compares behaviour by the interval of calls, where calls are sent', async () => {
  expect((await configOf([READINGS]))['behaviour']).toEqual({ enabled: false });
  const calls = { ...READINGS, source: 'otlp', kind: 'trace', query: { type: 'traces' } } as DetectorInput;
  const config = await configOf([{ ...calls, interval: '10s' }]);
  expect(config['behaviour']).toEqual({ enabled: true, interval: '10s' });
  expect(config['traces']['resolution']).toBe('10s');
});
