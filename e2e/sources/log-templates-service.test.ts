import { Anomaly, IncidentDetail, LogTemplate, LogTemplateDetail } from '@lapwing/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { needServer, startOpenSearch, type RunningOpenSearch } from '../servers/index.ts';
import { startLapwing, type RunningLapwing } from '../traces/lapwing.ts';
import { line, ordinaryLines, type Line } from './log-lines.ts';
import { MINUTE } from './logs.ts';

const START = Date.UTC(2026, 10, 20, 10);
const MINUTES = 240;
const [NEW_AT, GONE_AT] = [200, 215];
const PATIENCE_MS = 120_000;
const TRACE = 'cd'.repeat(16);
const Templates = z.object({ items: z.array(LogTemplate), total: z.number() });
const Anomalies = z.object({ items: z.array(Anomaly) });
const Incidents = z.object({ items: z.array(z.object({ id: z.string() })) });

/** In minute 200 `pay` begins to fail in a way never seen; from minute 215 on `cart` takes no orders any more. */
function* lines(): Generator<Line> {
  for (const one of ordinaryLines(START, MINUTES, 30)) {
    const minute = (Date.parse(one['@timestamp']) - START) / MINUTE;
    const isGone = one.kubernetes.labels.app === 'cart' && minute >= GONE_AT && one.log.startsWith('order');
    if (!isGone) yield one;
  }
  for (let n = 0; n < 60; n++) {
    const time = START + NEW_AT * MINUTE + n * 10_000;
    yield line(time, 'pay', `card vault refused shard ${n}: no quorum`, 'ERROR', TRACE);
  }
}

needServer('opensearch')('log templates in the running service', () => {
  let server: RunningOpenSearch;
  let lapwing: RunningLapwing;
  beforeAll(async () => {
    server = await startOpenSearch();
    await server.index('logs-a', lines());
    const at = (minute: number) => new Date(START + minute * MINUTE).toISOString();
    lapwing = await startLapwing({
      data: { folder: './data', snapshot_every: '1s', retention: '520w' },
      traces: { keep: '520w' },
      sources: { logs: { type: 'opensearch', url: server.url } },
      detectors: [
        {
          ...{ id: 'templates', name: 'Templates', source: 'logs', kind: 'log', interval: '1m' },
          query: { type: 'templates', index: 'logs-*' },
          ...{ from: at(0), until: at(MINUTES) },
        },
      ],
    });
  });
  afterAll(async () => {
    await lapwing?.stop();
    await server?.stop();
  });

  const templates = async (query = '') =>
    Templates.parse(await lapwing.get(`/api/v1/templates?limit=100${query}`));
  const anomalies = async () =>
    Anomalies.parse(await lapwing.get(`/api/v1/anomalies?limit=500&start_time=${START}`)).items;

  test('killed in its middle, it counts every line once', async () => {
    await lapwing.until('lines are counted', PATIENCE_MS, async () => (await templates()).total > 0);
    await lapwing.killAndRestart();
    await lapwing.until('all is scored', PATIENCE_MS, async () => {
      const found = await lapwing.signals('&label=metric=log_lines');
      const last = new Date(START + (MINUTES - 1) * MINUTE).toISOString();
      return found.length === 2 && found.every(({ last_seen }) => last_seen === last);
    });
    const counts = (await templates()).items.map(({ service, template, count }) => [
      service,
      template,
      count,
    ]);
    expect(counts.sort()).toEqual([
      ['cart', 'order <*> placed', 20 * GONE_AT],
      ['cart', 'payment <*> taken from card <*>', 10 * MINUTES],
      ['pay', 'card vault refused shard <*>: no quorum', 60],
      ['pay', 'order <*> placed', 20 * MINUTES],
      ['pay', 'payment <*> taken from card <*>', 10 * MINUTES],
    ]);
    const ids = (await templates('&text=ORDER')).items.map(({ id }) => id);
    expect(new Set(ids).size).toBe(1);
  });

  test('a new error opens an anomaly that names the template and shows a line', async () => {
    const at = new Date(START + NEW_AT * MINUTE).toISOString();
    const found = (await anomalies()).filter(({ labels }) => labels['metric'] === 'new_log_templates');
    expect(found).toMatchObject([{ start: at, labels: { service: 'pay' } }]);
    expect(found[0].reason).toContain(
      'Never logged before: ERROR "card vault refused shard <*>: no quorum", as in "card vault refused shard 0: no quorum".',
    );
  });

  test('a template that vanishes opens one, and the ordinary ones none', async () => {
    const ofTemplates = (await anomalies()).filter(({ labels }) => labels['metric'] === 'template_lines');
    expect(ofTemplates.map(({ labels: { service, template } }) => [service, template])).toContainEqual([
      'cart',
      'order <*> placed',
    ]);
    expect(
      ofTemplates.filter(({ labels: { service, level } }) => service === 'pay' && level !== 'error'),
    ).toEqual([]);
  });

  test("an incident's evidence shows a line and its trace", async () => {
    let evidence = '';
    await lapwing.until('an incident shows a line', PATIENCE_MS, async () => {
      const { items } = Incidents.parse(await lapwing.get(`/api/v1/incidents?start_time=${START}`));
      const all = await Promise.all(
        items.map(async ({ id }) => IncidentDetail.parse(await lapwing.get(`/api/v1/incidents/${id}`))),
      );
      evidence = JSON.stringify(all.map(({ suspects }) => suspects));
      return evidence.includes('example: ');
    });
    expect(evidence).toContain('card vault refused shard');
  });

  test('templates are listed by service, level and age, and each shows lines', async () => {
    const since = START + (NEW_AT - 10) * MINUTE;
    const { items } = await templates(`&level=error&new_since=${since}`);
    expect(items).toMatchObject([{ service: 'pay', source: 'logs', level: 'error', trace_id: TRACE }]);
    const one = LogTemplateDetail.parse(await lapwing.get(`/api/v1/templates/${items[0].id}`));
    expect(one.services).toHaveLength(1);
    expect(one.examples[0]).toMatchObject({ service: 'pay', trace_id: TRACE });
    expect((await templates('&service=cart')).total).toBe(2);
    await expect(lapwing.get('/api/v1/templates/0000000000000000')).rejects.toThrow(/404.*NOT_FOUND/s);
  });
});
