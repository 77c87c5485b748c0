import { SeverityNumber } from '@opentelemetry/api-logs';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { AggregationType, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KEY, startLapwing, type RunningLapwing } from './lapwing.ts';

const PATIENCE_MS = 60_000;
const resource = resourceFromAttributes({ 'service.name': 'shop', 'host.name': 'a1' });

describe('metrics and logs of real SDKs by OTLP', () => {
  let lapwing: RunningLapwing;
  beforeAll(async () => {
    lapwing = await startLapwing({
      ingest: { interval: '1s', delay: '2s' },
      traces: { resolution: '1s' },
    });
  });
  afterAll(() => lapwing?.stop());
  const exporter = (signal: string) => ({
    url: `${lapwing.url}/v1/${signal}`,
    headers: { 'x-api-key': KEY },
  });

  test('counters, gauges, histograms and exponential histograms become readings', async () => {
    const reader = new PeriodicExportingMetricReader({
      exporter: new OTLPMetricExporter(exporter('metrics')),
      exportIntervalMillis: 1_000,
    });
    const views = [
      { instrumentName: 'size', aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } as const },
    ];
    const provider = new MeterProvider({ resource, readers: [reader], views });
    const meter = provider.getMeter('e2e');
    const requests = meter.createCounter('requests');
    const latency = meter.createHistogram('latency');
    const size = meter.createHistogram('size');
    meter.createObservableGauge('queue').addCallback((result) => result.observe(7));
    const work = setInterval(() => {
      requests.add(1, { route: '/cart' });
      latency.record(30);
      size.record(1000);
    }, 50);
    try {
      const base = { service: 'shop', host: 'a1' };
      await lapwing.until('rates are scored', PATIENCE_MS, async () => {
        return ((await lapwing.readings({ ...base, metric: 'requests', route: '/cart' })) ?? []).length >= 4;
      });
      const last = async (labels: Record<string, string>): Promise<number> =>
        (await lapwing.readings({ ...base, ...labels }))?.at(-1)?.[1] ?? NaN;
      const rate = await last({ metric: 'requests', route: '/cart' });
      expect(rate).toBeGreaterThan(10);
      expect(rate).toBeLessThan(30);
      expect(await last({ metric: 'queue' })).toBe(7);
      expect(await last({ metric: 'latency', measure: 'avg' })).toBeCloseTo(30, 3);
      // All lie in the bucket from 25 to 50.
      expect(await last({ metric: 'latency', measure: 'p99' })).toBeGreaterThan(25);
      expect(await last({ metric: 'latency', measure: 'p99' })).toBeLessThanOrEqual(50);
      expect(Math.abs((await last({ metric: 'size', measure: 'p50' })) - 1000)).toBeLessThan(20);
    } finally {
      clearInterval(work);
      await provider.shutdown();
    }
  });

  test('log records are counted by service and level', async () => {
    const processor = new BatchLogRecordProcessor({
      exporter: new OTLPLogExporter(exporter('logs')),
      scheduledDelayMillis: 200,
    });
    const provider = new LoggerProvider({ resource, processors: [processor] });
    const logger = provider.getLogger('e2e');
    let sent = 0;
    const work = setInterval(() => {
      sent++;
      logger.emit({ severityNumber: SeverityNumber.INFO, body: `request ${sent} done` });
      if (sent % 10 === 0) logger.emit({ severityNumber: SeverityNumber.ERROR, body: 'no connection' });
    }, 50);
    try {
      const labels = { service: 'shop', metric: 'log_records' };
      await lapwing.until('counts are scored', PATIENCE_MS, async () => {
        return ((await lapwing.readings({ ...labels, level: 'INFO' })) ?? []).length >= 4;
      });
    } finally {
      clearInterval(work);
      await provider.shutdown();
    }
    const counts = (
      (await lapwing.readings({ service: 'shop', metric: 'log_records', level: 'INFO' })) ?? []
    ).slice(1);
    for (const [, count] of counts) {
      expect(count).toBeGreaterThan(10);
      expect(count).toBeLessThan(30);
    }
    expect(
      await lapwing.readings({ service: 'shop', metric: 'log_records', level: 'ERROR' }),
    ).not.toHaveLength(0);
  });
});
