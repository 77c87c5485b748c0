import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPrometheusSource } from '../../scoring-service/src/sources/prometheus/source.ts';
import type { Source } from '../../scoring-service/src/sources/source.ts';
import { needServer, startPrometheus, type RunningPrometheus, type SampleValue } from '../servers/index.ts';
import { CHANGE, explained, MINUTES, question, START } from './explain-question.ts';
import { detector, MINUTE } from './logs.ts';

const BORDERS = ['0.1', '0.25', '0.5', '1', '+Inf'];

/** One sample a minute; a counter adds up what `each` gives. */
function samples(each: (minute: number) => number, counter: boolean): [number, SampleValue][] {
  let sum = 0;
  return Array.from({ length: MINUTES }, (_, minute) => {
    const value = each(minute);
    sum += value;
    return [START + minute * MINUTE, counter ? sum : value];
  });
}

needServer('prometheus')('explaining a change of an aggregated metric', () => {
  let server: RunningPrometheus;
  let source: Source;
  const broken = (minute: number) => minute >= CHANGE;

  beforeAll(async () => {
    server = await startPrometheus();
    const places = ['cart', 'pay'].flatMap((service) =>
      Array.from({ length: 6 }, (_, n) => ({ service, pod: `p${n}`, zone: n < 3 ? 'a' : 'b' })),
    );
    const isCulprit = ({ service, pod }: { service: string; pod: string }) =>
      service === 'cart' && pod === 'p2';
    const of = (name: string, labels: object, each: (minute: number) => number, counter = true) => ({
      labels: { __name__: name, ...labels },
      samples: samples(each, counter),
    });
    await server.write(
      places.flatMap((place) => [
        ...['200', '404', '500'].flatMap((code) => {
          const usual = code === '200' ? 1200 : code === '404' ? 60 : 12;
          const breaks = isCulprit(place) && code === '500';
          return [
            of('requests_total', { ...place, code }, (m) => (breaks && broken(m) ? 900 : usual)),
            of('requests', { ...place, code }, (m) => (breaks && broken(m) ? 900 : usual), false),
          ];
        }),
        of('heap', place, (m) => (isCulprit(place) && broken(m) ? 700 : 100 + Number(place.pod[1])), false),
        ...BORDERS.map((le, b) =>
          // Usually all but one in a hundred within .1 s; p2 takes .7 s for every other one.
          of('took_bucket', { ...place, le }, (m) => {
            const slow = isCulprit(place) && broken(m) ? 50 : 1;
            return b >= 3 ? 100 : 100 - slow;
          }),
        ),
        of('took_sum', place, (m) => (isCulprit(place) && broken(m) ? 40 : 6)),
        of('took_count', place, () => 100),
        // p5 of cart goes away.
        of('up', place, () => 1, false),
      ]),
    );
    const gone = { __name__: 'there', service: 'cart' };
    await server.write([
      { labels: { ...gone, pod: 'stays' }, samples: samples(() => 10, false) },
      { labels: { ...gone, pod: 'leaves' }, samples: samples(() => 10, false).slice(0, CHANGE) },
      { labels: { ...gone, pod: 'moves', on: 'old' }, samples: samples(() => 10, false).slice(0, 38) },
      { labels: { ...gone, pod: 'moves', on: 'new' }, samples: samples(() => 10, false).slice(38) },
    ]);
    source = createPrometheusSource({ name: 's', url: server.url });
  });
  afterAll(async () => {
    await source?.close();
    await server?.stop();
  });

  const ask = (expr: string, asked = question({ service: 'cart', metric: 'x' })) =>
    explained(source, detector({ kind: 'metric', query: { type: 'prometheus', expr } }), asked);

  const ERRORS = 'sum by (service) (rate(requests_total{code="500"}[5m]))';
  const ALL = 'sum by (service) (rate(requests_total[5m]))';
  test.each<[string, string, string, string, string]>([
    ['sum by (service) (requests)', 'code', '500', 'pod', 'p2'],
    [ALL, 'code', '500', 'pod', 'p2'],
    ['sum without (pod, code, zone) (rate(requests_total[5m]))', 'code', '500', 'pod', 'p2'],
    ['60 * sum(rate(requests_total[5m])) by (service) or vector(0)', 'code', '500', 'pod', 'p2'],
    [`topk(1, ${ALL})`, 'code', '500', 'pod', 'p2'],
    [`${ERRORS} / ${ALL}`, 'pod', 'p2', 'zone', 'a'],
    [`100 * (${ERRORS} / on (service) group_left () ${ALL})`, 'pod', 'p2', 'zone', 'a'],
    [`1 - sum by (service) (rate(requests_total{code!="500"}[5m])) / ${ALL}`, 'pod', 'p2', 'zone', 'a'],
    ['avg_over_time(sum by (service) (requests)[5m:1m])', 'code', '500', 'pod', 'p2'],
    [
      'sum by (service) (rate(took_sum[5m])) / sum by (service) (rate(took_count[5m]))',
      'pod',
      'p2',
      'zone',
      'a',
    ],
    ['avg by (service) (heap)', 'pod', 'p2', 'zone', 'a'],
    ['max by (service) (heap)', 'pod', 'p2', 'zone', 'a'],
    ['quantile by (service) (0.99, heap)', 'pod', 'p2', 'zone', 'a'],
    ['max_over_time(max by (service) (heap)[5m:1m])', 'pod', 'p2', 'zone', 'a'],
    ['count by (service) (heap > 500) or vector(0)', 'pod', 'p2', 'zone', 'a'],
  ])('%s', async (expr, first, ofFirst, second, ofSecond) => {
    const { found } = await ask(expr);
    expect(found[0]).toEqual([first, ofFirst]);
    expect(found[1].slice(0, 2)).toEqual([second, ofSecond]);
  });

  test('a quantile of a histogram by the slow observations, not by each part’s own quantile', async () => {
    const expr = 'histogram_quantile(0.95, sum by (le, service) (rate(took_bucket[5m])))';
    const { found, notes } = await ask(expr, question({ service: 'cart' }, true, 0.3));
    expect(found).toEqual([
      ['pod', 'p2'],
      ['zone', 'a'],
    ]);
    expect(notes).toContain('above 0.25');
  });

  test('a series that went away explains a dip; one that came in place of another explains nothing', async () => {
    const { found } = await ask('sum by (service) (there)', question({ service: 'cart' }, false));
    expect(found[0]).toEqual(['pod', 'leaves']);
  });

  test('a service that did not change has nothing to explain', async () => {
    expect((await ask(ALL, question({ service: 'pay' }))).found).toEqual([]);
  });

  test('where nothing is aggregated, that is said', async () => {
    const { found, notes } = await ask('requests', question({}));
    expect([found, notes]).toEqual([[], expect.stringContaining('aggregates nothing')]);
  });

  test('a wrong expression is a refusal, not an empty answer', async () => {
    await expect(ask('sum(requests{')).rejects.toMatchObject({ code: 'SOURCE_REFUSED_QUERY' });
    await expect(ask('requests{')).rejects.toMatchObject({ code: 'SOURCE_REFUSED_QUERY' });
  });
});
