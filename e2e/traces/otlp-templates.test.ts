import { SeverityNumber } from '@opentelemetry/api-logs';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { LogTemplate } from '@lapwing/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { KEY, startLapwing, type RunningLapwing } from './lapwing.ts';

const PATIENCE_MS = 60_000;
const Templates = z.object({ items: z.array(LogTemplate) });
let lapwing: RunningLapwing;

beforeAll(async () => {
  lapwing = await startLapwing({
    data: { folder: './data', snapshot_every: '1s' },
    traces: { resolution: '1s' },
    detectors: [
      {
        ...{ id: 'lines', name: 'Lines', source: 'otlp', kind: 'log', interval: '1s', delay: '2s' },
        query: { type: 'templates' },
      },
    ],
  });
});
afterAll(() => lapwing?.stop());

test("a real SDK's log records become templates with rates, over a kill", async () => {
  const processor = new BatchLogRecordProcessor({
    exporter: new OTLPLogExporter({ url: `${lapwing.url}/v1/logs`, headers: { 'x-api-key': KEY } }),
    scheduledDelayMillis: 200,
  });
  const resource = resourceFromAttributes({ 'service.name': 'shop' });
  const provider = new LoggerProvider({ resource, processors: [processor] });
  const logger = provider.getLogger('e2e');
  let sent = 0;
  const work = setInterval(() => {
    sent++;
    logger.emit({ severityNumber: SeverityNumber.INFO, body: `request ${sent} done` });
  }, 50);
  const count = async (): Promise<number> => {
    const { items } = Templates.parse(await lapwing.get('/api/v1/templates?service=shop'));
    return items.find(({ template }) => template === 'request <*> done')?.count ?? 0;
  };
  try {
    await lapwing.until('lines are counted', PATIENCE_MS, async () => (await count()) > 60);
    await lapwing.killAndRestart();
    const before = sent;
    await lapwing.until('and go on', PATIENCE_MS, async () => (await count()) > before);
  } finally {
    clearInterval(work);
    await provider.shutdown();
  }
  // None twice; what the SDK sends again after the restart may come too late for its interval.
  expect(await count()).toBeLessThanOrEqual(sent);
  const [{ labels }] = await lapwing.signals('&label=metric=template_lines');
  expect(labels).toMatchObject({ service: 'shop', template: 'request <*> done', level: 'info' });
});
