import { describe, expect, it, test } from 'vitest';
import type { Feed } from './feed/feed.ts';
import { sendLive, sendPast } from './send.ts';
import type { Series } from './service/client.ts';
import type { ShopTelemetry } from './shop/shop.ts';

const series = (time: number): Series[] => [{ metric: 'm', labels: {}, points: [[time, 1]] }];
const answer = { accepted: 1, repeated: 0, late: 0 };
const sendTelemetry = (): Promise<void> => Promise.resolve();
const never = new AbortController().signal;

function feedOf(past: Series[][], live: number[], told: ShopTelemetry[] = []): Feed {
  return {
    detectors: [],
    signals: 1,
    pastReadings: past.length,
    past: () => past,
    nextAt: () => live[0] ?? Infinity,
    due: (now) => (live[0] <= now ? series(live.splice(0, 1)[0]) : []),
    telemetry: () => told.splice(0),
  };
}

describe('sendPast', () => {
  it('sends everything, two requests at once at most', async () => {
    let atOnce = 0;
    let most = 0;
    const sent: number[] = [];
    const client = {
      ingest: async (s: Series[]) => {
        most = Math.max(most, ++atOnce);
        await new Promise((done) => setTimeout(done, 1));
        atOnce--;
        sent.push(s[0].points[0][0]);
        return answer;
      },
      sendTelemetry,
    };
    let counted = 0;
    await sendPast(feedOf([1, 2, 3, 4, 5].map(series), []), client, Date.now, (n) => (counted += n), never);
    expect(sent.sort()).toEqual([1, 2, 3, 4, 5]);
    expect(counted).toBe(5);
    expect(most).toBe(2);
  });

  it('fails with the request that failed, and stops when asked to', async () => {
    const client = { ingest: () => Promise.reject(new Error('full')), sendTelemetry };
    await expect(sendPast(feedOf([series(1)], []), client, Date.now, () => undefined, never)).rejects.toThrow(
      'full',
    );
    const stopped = AbortSignal.abort(new Error('stop'));
    const fine = { ingest: () => Promise.resolve(answer), sendTelemetry };
    await expect(sendPast(feedOf([series(1)], []), fine, Date.now, () => undefined, stopped)).rejects.toThrow(
      'stop',
    );
  });
});

test('spans and lines go out one request after the other, in order', async () => {
  const told = [1, 2, 3].map((time) => ({ spans: [], lines: [{ time } as ShopTelemetry['lines'][number]] }));
  const sent: number[] = [];
  let atOnce = 0;
  const client = {
    ingest: () => Promise.resolve(answer),
    sendTelemetry: async ({ lines }: ShopTelemetry) => {
      expect(++atOnce).toBe(1);
      await new Promise((done) => setTimeout(done, 1));
      atOnce--;
      sent.push(lines[0].time);
    },
  };
  await sendPast(feedOf([series(1)], [], told), client, Date.now, () => undefined, never);
  expect(sent).toEqual([1, 2, 3]);
});

describe('sendLive', () => {
  it('sends each interval once it is over, and ends when no more will come', async () => {
    const start = Date.now();
    const sent: number[] = [];
    const client = {
      ingest: (s: Series[]) => {
        expect(Date.now()).toBeGreaterThanOrEqual(s[0].points[0][0]);
        sent.push(s[0].points[0][0] - start);
        return Promise.resolve(answer);
      },
      sendTelemetry,
    };
    await sendLive(feedOf([], [start + 20, start + 60]), client, Date.now, () => undefined, never);
    expect(sent).toEqual([20, 60]);
  });

  it('stops while it waits', async () => {
    const client = { ingest: () => Promise.resolve(answer), sendTelemetry };
    const wait = sendLive(
      feedOf([], [Date.now() + 1e6]),
      client,
      Date.now,
      () => undefined,
      AbortSignal.timeout(10),
    );
    await expect(wait).rejects.toThrow();
  });
});
