import { SCORES_ALIAS } from '@lapwing/contract';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { MINUTE, START, testSignal, testStep } from '../../scoring-service/src/stores/test-steps.ts';
import { monitorQuery } from '../../opensearch-dashboards-plugin/common/alerting/monitor.ts';
import { DAY_MS } from '../../scoring-service/src/writer/retention.ts';
import { needServer, startFaultyProxy, startOpenSearch, type RunningOpenSearch } from '../servers/index.ts';
import { clear, expectWhole, readAll } from './documents.ts';
import { historySignals, historyStep, type History } from './history.ts';
import { openWriter, type TestWriter } from './open-writer.ts';

const PATIENCE_MS = 200_000;
const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;

function commitAll(opened: TestWriter, history: History): void {
  const signals = historySignals(history);
  for (let t = 0; t < history.intervals; t += history.intervalsPerStep) {
    opened.stores.scores.commit(historyStep(history, signals, t));
  }
}

needServer('opensearch')('the OpenSearch writer', () => {
  let os: RunningOpenSearch;
  let opened: TestWriter | undefined;
  beforeAll(async () => {
    os = await startOpenSearch();
  });
  afterEach(async () => {
    await opened?.end();
    opened = undefined;
    await clear(os);
  });
  afterAll(() => os?.stop());

  const flush = (): Promise<void> => {
    if (opened === undefined) throw new Error('no writer is open');
    return opened.writer.flush(AbortSignal.timeout(PATIENCE_MS));
  };

  test('writes every score and anomaly, as it was, to the index of its own day', async () => {
    const history = { from: today - 3 * DAY_MS, signals: 10, intervals: 2_000, intervalsPerStep: 100 };
    opened = openWriter(os.url);
    commitAll(opened, history);
    await flush();
    await expectWhole(os, history);
    expect(opened.writer.health()).toEqual({ status: 'ok', reason: '' });
    expect(opened.writer.lag()).toEqual({ scores: 0, anomalies: 0, incidents: 0, seconds: 0 });

    const index = `${SCORES_ALIAS}-v1-${new Date(history.from).toISOString().slice(0, 10).replaceAll('-', '.')}`;
    const made = (await os.request('GET', `/${index}`)) as Record<
      string,
      {
        aliases: object;
        mappings: { dynamic: string; _meta: object };
        settings: { index: { sort: object } };
      }
    >;
    expect(made[index]).toMatchObject({
      aliases: { [SCORES_ALIAS]: {} },
      mappings: { dynamic: 'strict', _meta: { schema_version: 1 } },
      settings: { index: { sort: { field: ['signal_id', '@timestamp'] } } },
    });
  });

  test('writes a changed score over the old one, and nothing for a replay that changes nothing', async () => {
    const signal = testSignal({ service: 'cart', metric: 'latency' });
    const row = { signal: signal.id, time: today, value: 3, score: 12, pValue: 0.06 };
    opened = openWriter(os.url);
    opened.stores.scores.commit(testStep([row], { newSignals: [signal] }));
    await flush();
    opened.stores.scores.commit(testStep([row]));
    await flush();
    expect(opened.writer.counts().written).toBe(1);

    opened.stores.scores.commit(testStep([{ ...row, value: 4 }]));
    await flush();
    const hits = await readAll(os, SCORES_ALIAS, 'signal_id');
    expect(hits.map(({ _source }) => _source['value'])).toEqual([4]);
  });

  test('exports the anomalous scores alone when told to', async () => {
    const signal = testSignal({ service: 'cart', metric: 'latency' });
    const at = (t: number, score: number) => ({
      signal: signal.id,
      time: today + t * MINUTE,
      value: t,
      score,
    });
    opened = openWriter(os.url, { settings: { scores: 'anomalous' } });
    opened.stores.scores.commit(
      testStep([at(0, 3), at(1, 29.9), at(2, 30), at(3, 80)], { newSignals: [signal] }),
    );
    await flush();
    const hits = await readAll(os, SCORES_ALIAS, 'signal_id');
    expect(hits.map(({ _source }) => _source['severity'])).toEqual(['LOW', 'CRITICAL']);
  });

  test('an alerting monitor finds each series once by when its scores were written, with actual and expected', async () => {
    const now = Date.now();
    const minute = Math.floor(now / MINUTE) * MINUTE;
    const cart = testSignal({ service: 'cart', metric: 'latency' });
    const web = testSignal({ service: 'web', metric: 'latency', host: 'a' });
    const bare = testSignal({});
    const at = (signal: { id: string }, ago: number, value: number, score: number) => ({
      ...{
        signal: signal.id,
        time: minute - ago * MINUTE,
        value,
        score,
        expected: 100,
        lower: 80,
        upper: 120,
      },
    });
    opened = openWriter(os.url);
    opened.stores.scores.commit(
      testStep(
        [
          ...[at(cart, 3, 400, 75), at(cart, 2, 420, 90), at(cart, 1, 110, 5)],
          // Three hours late: by the time of its reading a monitor that looks each minute would miss it.
          at(web, 180, 300, 72),
          // Of the history that a new detector reads.
          at(web, 2 * 24 * 60, 900, 99),
          ...[at(bare, 2, 50, 80), at(bare, 1, 50, 60)],
        ],
        { newSignals: [cart, web, bare] },
      ),
    );
    await flush();
    await os.request('POST', `/${SCORES_ALIAS}/_refresh`);
    const wish = {
      name: 'm',
      detectorId: 'shop',
      detectorName: 'Shop',
      severity: 'CRITICAL',
      everyMinutes: 1,
    } as const;
    const asked = JSON.stringify(monitorQuery({ ...wish, appUrl: 'https://osd.example' }));
    /** As alerting does before it asks. */
    const look = async (periodEnd: number): Promise<unknown> => {
      const body = JSON.parse(asked.replaceAll('{{period_end}}', String(periodEnd))) as object;
      const { aggregations } = (await os.request('POST', `/${SCORES_ALIAS}/_search`, body)) as {
        aggregations: { composite_agg: { buckets: unknown[] } };
      };
      return aggregations.composite_agg.buckets;
    };
    const bucket = (
      series: string,
      signal: { id: string },
      documents: number,
      score: number,
      actual: number,
    ) => ({
      ...{ key: { series, signal_id: signal.id }, doc_count: documents },
      ...{ score: { value: score }, actual: { value: actual }, expected: { value: 100 } },
    });
    expect(await look(now + MINUTE)).toEqual([
      bucket('', bare, 1, 80, 50),
      bucket('host=a metric=latency service=web', web, 1, 72, 300),
      bucket('metric=latency service=cart', cart, 2, 90, 420),
    ]);
    // Twice the time between two looks later they are over.
    expect(await look(now + 5 * MINUTE)).toEqual([]);
  });

  test('OpenSearch stops for a while: nothing is lost, nothing is there twice, and memory stays bounded', async () => {
    const history = { from: today - 2 * DAY_MS, signals: 50, intervals: 1_200, intervalsPerStep: 10 };
    const signals = historySignals(history);
    opened = openWriter(os.url, { timeoutSeconds: 2 });
    const half = history.intervals / 2;
    for (let t = 0; t < half; t += history.intervalsPerStep) {
      opened.stores.scores.commit(historyStep(history, signals, t));
    }
    await flush();
    await os.kill();
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    for (let t = half; t < history.intervals; t += history.intervalsPerStep) {
      opened.stores.scores.commit(historyStep(history, signals, t));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { writer } = opened;
    await expect.poll(() => writer.health().status, { timeout: 30_000 }).toBe('down');
    expect(writer.health().reason).toContain(os.url);
    expect(writer.lag().scores).toBeGreaterThanOrEqual(half * history.signals - 5_000);
    // 30,000 rows waited; the writer holds a batch of 5,000 at most, some 10 MB with its text.
    const grown = process.memoryUsage().rss - before;
    expect(grown).toBeLessThan(150 * 1024 * 1024);

    await os.restart();
    await flush();
    await expectWhole(os, history);
    await expect.poll(() => writer.health().status, { timeout: 5_000 }).toBe('ok');
  });

  test('what the mapping refuses becomes a dead letter, and the rest goes on', async () => {
    // Somebody made today's index by hand, with a mapping of their own.
    const index = `${SCORES_ALIAS}-v1-${new Date(today).toISOString().slice(0, 10).replaceAll('-', '.')}`;
    await os.request('PUT', `/${index}`, {
      aliases: { [SCORES_ALIAS]: {} },
      mappings: { dynamic: 'strict', properties: { '@timestamp': { type: 'date' } } },
    });
    opened = openWriter(os.url);
    const { stores, writer } = opened;
    const other = testSignal({ service: 'other', metric: 'latency' });
    const rows = [today, today - DAY_MS].map((time) => ({ signal: other.id, time, value: 1 }));
    stores.scores.commit(testStep(rows, { newSignals: [other] }));
    await flush();
    expect(stores.deadLetters.count()).toBe(1);
    const [letter] = stores.deadLetters.list(10);
    expect(letter.reason).toContain('strict_dynamic_mapping_exception');
    expect(letter.index).toBe(index);
    expect(JSON.parse(letter.document)).toMatchObject({ signal_id: other.id, value: 1 });
    expect(writer.counts().refused).toBe(1);
    expect(writer.health().status).toBe('degraded');
    expect(writer.health().reason).toContain('dead letters');
    expect((await readAll(os, SCORES_ALIAS, '@timestamp')).length).toBe(1);
  });

  test('a busy or broken server is asked again until all is there', async () => {
    const proxy = await startFaultyProxy(os.url);
    try {
      const busy = { status: 429, body: { error: { type: 'rejected_execution_exception', reason: 'busy' } } };
      const breaker = {
        status: 429,
        body: { error: { type: 'circuit_breaking_exception', reason: 'too large' } },
      };
      opened = openWriter(proxy.url, {
        timeoutSeconds: 1,
        random: () => 0.05,
        settings: { batch_documents: 500 },
      });
      // What the writer does at its start is over: the faults below meet its documents.
      await expect
        .poll(() => proxy.seen.some(({ url }) => url.startsWith('/_resolve/index')), { timeout: 20_000 })
        .toBe(true);
      proxy.next(
        busy,
        'reset',
        { status: 503 },
        breaker,
        'hang',
        { status: 502 },
        { status: 413 },
        { status: 504 },
      );
      const history = { from: today - DAY_MS, signals: 10, intervals: 500, intervalsPerStep: 100 };
      commitAll(opened, history);
      await flush();
      await expectWhole(os, history);
      expect(opened.writer.counts().retries).toBeGreaterThanOrEqual(8);
      expect(opened.stores.deadLetters.count()).toBe(0);
    } finally {
      await opened?.end();
      opened = undefined;
      await proxy.stop();
    }
  });

  test('deletes the daily indices that are too old, and no other', async () => {
    const names = [
      'lapwing-scores-v1-2026.09.01',
      'lapwing-scores-v1-2026.10.31',
      'lapwing-anomalies-v1-2026.09.01',
      'lapwing-scores-v1-archive',
      'lapwing-scores-v1-2026.09.01-copy',
      'other-2026.09.01',
    ];
    for (const name of names) await os.request('PUT', `/${name}`);
    const signal = testSignal({ service: 'cart' });
    opened = openWriter(os.url, { settings: { retention_days: 30 }, now: () => START });
    const times = [START - 40 * DAY_MS, START - DAY_MS];
    const rows = times.map((time) => ({ signal: signal.id, time, value: 1 }));
    opened.stores.scores.commit(testStep(rows, { newSignals: [signal] }));
    await flush();
    const { text } = (await os.request('GET', '/_cat/indices/*?h=index')) as { text: string };
    expect(text.trim().split('\n').sort()).toEqual([
      'lapwing-scores-v1-2026.09.01-copy',
      'lapwing-scores-v1-2026.10.31',
      'lapwing-scores-v1-archive',
      'other-2026.09.01',
    ]);
    await os.request('DELETE', '/other-2026.09.01');
  });
});
