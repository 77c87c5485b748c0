import { setTimeout as sleep } from 'node:timers/promises';
import { Detector } from '@lapwing/contract';
import { describe, expect, test } from 'vitest';
import { tracesBody } from '../../demo/src/service/otlp.ts';
import { Shop } from '../../demo/src/shop/shop.ts';
import { createTraffic } from '../../scoring-service/src/sources/ingest/quiet.ts';
import { createJaegerSource } from '../../scoring-service/src/sources/jaeger/source.ts';
import { createSpanDoor } from '../../scoring-service/src/sources/otlp/span-door.ts';
import type { Source, TimeRange } from '../../scoring-service/src/sources/source.ts';
import { createSentTraces } from '../../scoring-service/src/sources/traces/sent-traces.ts';
import { OTLP_SOURCE } from '../../scoring-service/src/sources/traces/words.ts';
import { throwawayTraces } from '../../scoring-service/src/sources/traces/throwaway.ts';
import { olderSpans } from './older-spans.ts';

/** An empty Jaeger: its query API, and where it takes OTLP over HTTP. */
const { JAEGER_URL = '', JAEGER_OTLP_URL = 'http://127.0.0.1:4318' } = process.env;
const MINUTE = 60_000;
const MINUTES = 10;
const REQUESTS = 20;
/** Of durations: two of the histogram's steps, as Jaeger keeps microseconds. */
const STEP = 0.05;
/** Until what was sent can be asked for: it lies in memory. */
const SETTLE_MS = 2_000;
const TIMEOUT_MS = 120_000;

/** The first call to an address goes to the address by OTLP: whose it is is learnt from the callee's own span. */
const LEARNT = ['api.local:8443', '"caller":"old-gateway","callee":"old-worker"'];

/** Readings by labels, then by time. */
type Readings = Map<string, Map<number, number>>;

describe.skipIf(JAEGER_URL === '')('a real Jaeger (JAEGER_URL, JAEGER_OTLP_URL)', () => {
  test(
    'spans give by its query API what they give straight by OTLP, however few traces an answer may hold',
    async () => {
      const sent = throwawayTraces();
      const to = Math.floor(Date.now() / MINUTE - 1) * MINUTE;
      const range = { from: to - MINUTES * MINUTE, to };
      const traffic = createTraffic({ now: Date.now });
      const door = createSpanDoor({
        ...{ traces: sent, traffic, now: Date.now, keepMs: 86_400_000 },
        onPut: () => undefined,
      });
      let spans = 0;
      for (const body of bodies(range)) {
        const json = JSON.stringify(body);
        spans += json.split('"spanId"').length - 1;
        const headers = { 'content-type': 'application/json' };
        const answer = await fetch(`${JAEGER_OTLP_URL}/v1/traces`, { method: 'POST', headers, body: json });
        expect(answer.status).toBe(200);
        expect((await door(Buffer.from(json), 'json')).count).toBe(0);
      }
      await sleep(SETTLE_MS);

      const sentTraces = createSentTraces({ traces: sent, traffic, late: { warnings: () => [] } });
      const direct = await readings(sentTraces, OTLP_SOURCE, range);
      const count = [...direct.values()].reduce((sum, { size }) => sum + size, 0);
      for (const tracesPerAnswer of [500, 20]) {
        const settings = { name: 'jaeger', url: JAEGER_URL, tracesPerAnswer };
        const jaeger = createJaegerSource(settings, throwawayTraces());
        const began = performance.now();
        const differing = differences(direct, await readings(jaeger, 'jaeger', range));
        const seconds = ((performance.now() - began) / 1000).toFixed(1);
        await jaeger.close();
        const figures = `${spans} spans, ${count} readings, ${differing.length} differ, asked in ${seconds} s`;
        process.stdout.write(`${figures}\n`);
        expect(differing.filter((one) => !LEARNT.some((part) => one.includes(part)))).toEqual([]);
      }
    },
    TIMEOUT_MS,
  );
});

/** The shop for the range, a bad deploy in its second half, and older programs beside it. */
function* bodies({ from, to }: TimeRange): Generator<object> {
  const shop = new Shop({ seed: 7, intervalSeconds: 10, start: from });
  for (let round = 0; shop.time < to; round++) {
    if (round === MINUTES * 3) shop.startBreak('bad-deploy', shop.time);
    const interval = shop.step();
    yield tracesBody(shop.telemetry(interval, REQUESTS).spans);
    yield olderSpans(round, interval.step.time + 3_000);
  }
}

async function readings(source: Source, name: string, range: TimeRange): Promise<Readings> {
  const detector = Detector.parse({
    ...{ id: 'calls', name: 'Calls', source: name, kind: 'trace', query: { type: 'traces' } },
  });
  const found: Readings = new Map();
  for await (const { series, warnings } of source.pull(detector, range, new AbortController().signal)) {
    expect(warnings).toEqual([]);
    for (const { labels, times, values } of series) {
      const key = JSON.stringify(labels);
      const row = found.get(key) ?? new Map<number, number>();
      found.set(key, row);
      times.forEach((time, i) => row.set(time, values[i]));
    }
  }
  return found;
}

function differences(one: Readings, other: Readings): string[] {
  const found: string[] = [];
  for (const key of new Set([...one.keys(), ...other.keys()])) {
    const [a, b] = [one.get(key), other.get(key)];
    for (const time of new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])])) {
      const [x, y] = [a?.get(time) ?? NaN, b?.get(time) ?? NaN];
      const tolerance = key.includes('"metric":"duration"') ? STEP * Math.abs(x) : 1e-9;
      const same = (Number.isNaN(x) && Number.isNaN(y)) || Math.abs(x - y) <= tolerance;
      if (!same) found.push(`${key} ${new Date(time).toISOString()}: ${x} by OTLP, ${y} by query`);
    }
  }
  return found;
}
