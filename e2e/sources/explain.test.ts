import type { Labels } from '@lapwing/contract';
import { explainChange } from '@lapwing/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOpenSearchSource } from '../../scoring-service/src/sources/opensearch/source.ts';
import { createPrometheusSource } from '../../scoring-service/src/sources/prometheus/source.ts';
import type { ChangeQuestion, Source } from '../../scoring-service/src/sources/source.ts';
import {
  needServer,
  startOpenSearch,
  startPrometheus,
  type RunningOpenSearch,
  type RunningPrometheus,
} from '../servers/index.ts';
import { detector, MINUTE } from './logs.ts';

const START = Date.UTC(2026, 10, 20, 10);
const MINUTES = 60;
/** From here on, one place behaves otherwise. */
const CHANGE = 40;
const never = new AbortController().signal;

/** What changed at minute 40, against the twenty minutes before it. */
function question(labels: Labels, rose = true, beyond = 0): ChangeQuestion {
  const change = START + CHANGE * MINUTE;
  return {
    labels,
    before: { from: change - 20 * MINUTE, to: change },
    during: { from: change, to: change + 10 * MINUTE },
    rose,
    beyond,
  };
}

needServer('prometheus')('explaining a change of an aggregated metric', () => {
  let server: RunningPrometheus;
  let source: Source;
  const ask = (expr: string) => detector({ kind: 'metric', query: { type: 'prometheus', expr } });

  beforeAll(async () => {
    server = await startPrometheus();
    const series = ['cart', 'pay'].flatMap((service) =>
      ['p1', 'p2', 'p3'].flatMap((pod) =>
        ['200', '500'].map((code) => ({ service, pod, code, zone: pod === 'p3' ? 'b' : 'a' })),
      ),
    );
    await server.write(
      series.map((labels) => ({
        labels: { __name__: 'requests', ...labels },
        samples: Array.from({ length: MINUTES }, (_, minute): [number, number] => {
          const breaks =
            labels.service === 'cart' && labels.pod === 'p2' && labels.code === '500' && minute >= CHANGE;
          return [START + minute * MINUTE, breaks ? 90 : labels.code === '200' ? 20 : 1];
        }),
      })),
    );
    source = createPrometheusSource({ name: 's', url: server.url });
  });
  afterAll(async () => {
    await source?.close();
    await server?.stop();
  });

  test('the pod and the code that rose are named; the zone says less', async () => {
    const slices = await source.explain?.(
      ask('sum by (service) (requests)'),
      question({ service: 'cart' }),
      never,
    );
    expect(slices?.total.before).toBeCloseTo(63, 6);
    expect(slices?.total.during).toBeCloseTo(152, 6);
    const explained = explainChange(slices?.total ?? { before: 0, during: 0 }, slices?.dimensions ?? []);
    expect(explained.map(({ label, values }) => [label, ...values.map(({ value }) => value)])).toEqual([
      ['code', '500'],
      ['pod', 'p2'],
      ['zone', 'a'],
    ]);
    expect(explained[0].explained).toBeCloseTo(1, 6);
    expect(slices?.notes).toEqual([]);
  });

  test('a service that did not change has nothing to explain', async () => {
    const slices = await source.explain?.(
      ask('sum by (service) (requests)'),
      question({ service: 'pay' }),
      never,
    );
    expect(explainChange(slices?.total ?? { before: 0, during: 1 }, slices?.dimensions ?? [])).toEqual([]);
  });

  test('a ratio is split too, and it is said that its parts do not add up', async () => {
    const expr = 'sum by (service) (requests{code="500"}) / sum by (service) (requests)';
    const slices = await source.explain?.(ask(expr), question({ service: 'cart' }), never);
    const [first] = explainChange(slices?.total ?? { before: 0, during: 0 }, slices?.dimensions ?? []);
    expect([first.label, first.values[0].value]).toEqual(['pod', 'p2']);
    expect(slices?.notes.join()).toContain('do not add up');
  });

  test('where nothing is aggregated, that is said', async () => {
    const slices = await source.explain?.(ask('requests'), question({}), never);
    expect(slices?.dimensions).toEqual([]);
    expect(slices?.notes.join()).toContain('aggregates nothing');
  });

  test('a wrong expression is a refusal, not an empty answer', async () => {
    await expect(source.explain?.(ask('sum(requests{'), question({}), never)).rejects.toMatchObject({
      code: 'SOURCE_REFUSED_QUERY',
    });
  });
});

needServer('opensearch')('explaining a change of logs', () => {
  let server: RunningOpenSearch;
  let source: Source;
  const measured = (measure: object) =>
    detector({ query: { type: 'opensearch', index: 'logs-*', split_by: ['service'], measure } as never });

  beforeAll(async () => {
    server = await startOpenSearch();
    const documents = Array.from({ length: MINUTES }, (_, minute) => {
      const broken = minute >= CHANGE;
      return ['cart', 'pay'].flatMap((service) =>
        Array.from({ length: broken && service === 'cart' ? 30 : 10 }, (__, n) => ({
          '@timestamp': new Date(START + minute * MINUTE + n * 1000).toISOString(),
          service,
          level: n >= 10 ? 'ERROR' : 'INFO',
          host: n >= 10 ? 'h7' : `h${n % 3}`,
          version: `v${n % 2}`,
          message: n >= 10 ? 'no connection to ledger' : 'done',
          duration_ms: n >= 10 ? 900 : 20 + n,
        })),
      );
    }).flat();
    await server.index('logs-a', documents);
    source = createOpenSearchSource({ name: 's', url: server.url });
  });
  afterAll(async () => {
    await source?.close();
    await server?.stop();
  });

  async function explained(measure: object, asked: ChangeQuestion): Promise<[string, ...string[]][]> {
    const slices = await source.explain?.(measured(measure), asked, never);
    const found = explainChange(slices?.total ?? { before: 0, during: 0 }, slices?.dimensions ?? []);
    return found.map(({ label, values }) => [label, ...values.map(({ value }) => value)]);
  }

  test('the field values that a rise is made of', async () => {
    const found = await explained({ type: 'count' }, question({ service: 'cart' }));
    const byField = Object.fromEntries(
      found.map(([label, ...values]) => [label.replace('.keyword', ''), values]),
    );
    expect(byField['host']).toEqual(['h7']);
    expect(byField['level']).toEqual(['ERROR']);
    expect(byField['message']).toEqual(['no connection to ledger']);
    // Both versions grew alike: the field comes last.
    expect(found.at(-1)?.[0]).toContain('version');
  });

  test('a percentile by its slow documents', async () => {
    const measure = { type: 'percentile', field: 'duration_ms', percent: 95 };
    const found = await explained(measure, question({ service: 'cart' }, true, 100));
    expect(found.find(([label]) => label.startsWith('host'))).toEqual([
      expect.stringContaining('host'),
      'h7',
    ]);
  });

  test('a service that did not change has nothing to explain', async () => {
    expect(await explained({ type: 'count' }, question({ service: 'pay' }))).toEqual([]);
  });
});
