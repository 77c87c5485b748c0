import type { AnomalyDocument } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { anomalyFaults } from './anomaly-faults.ts';
import { differences, type ScoredReading } from './documents.ts';
import { FROM } from './detectors.ts';
import { LogCounts, metricReadings, signalKey } from './expected.ts';

// What the end-to-end test judges by must itself be able to say no.

const MINUTE = 60_000;
const at = (minute: number): number => FROM + minute * MINUTE;
const doc = (minute: number, value: number, score = 0, news = score): ScoredReading => ({
  ...{ key: 'cpu service=a', signal: 's', time: at(minute), value, score, news },
});
const anomaly = (id: string, from: number, to: number, score: number): AnomalyDocument =>
  ({
    ...{ anomaly_id: id, signal_id: 's', score, actual: 9, peak: new Date(at(2)).toISOString() },
    ...{ start: new Date(at(from)).toISOString(), end: new Date(at(to)).toISOString() },
  }) as AnomalyDocument;

test('documents that are lacking, twice, of another value or of no reading are told', () => {
  const wanted = new Map([['cpu service=a', new Map([1, 2].map((minute) => [at(minute), minute]))]]);
  expect(differences([doc(1, 1), doc(2, 2)], wanted)).toEqual([]);
  expect(differences([doc(1, 1)], wanted)).toEqual([expect.stringContaining('a reading, yet no document')]);
  expect(differences([doc(1, 1), doc(2, 2), doc(2, 2)], wanted)).toEqual([
    expect.stringContaining('there twice'),
  ]);
  expect(differences([doc(1, 1), doc(2, 3)], wanted)).toEqual([
    expect.stringContaining('reading 2, document 3'),
  ]);
  expect(differences([doc(1, 1), doc(2, 2), doc(3, 3)], wanted)).toEqual([
    expect.stringContaining('no reading, yet a document'),
  ]);
});

test('anomalies that do not fit their scores are told', () => {
  const scores = [doc(1, 1, 5), doc(2, 9, 55), doc(3, 8, 45), doc(4, 1, 10), doc(5, 1, 41, 0)];
  expect(anomalyFaults([anomaly('x', 2, 4, 55)], scores, 40)).toEqual([]);
  expect(anomalyFaults([], scores, 40).length).toBe(2);
  expect(anomalyFaults([anomaly('x', 1, 4, 55)], scores, 40)).toEqual(['x: begins in no such reading']);
  expect(anomalyFaults([anomaly('x', 2, 4, 50)], scores, 40)).toEqual([
    'x: its peak is no reading of its own',
  ]);
  expect(anomalyFaults([anomaly('x', 2, 4, 55), anomaly('x', 2, 4, 55)], scores, 40)).toContain(
    'an anomaly is there twice',
  );
});

test('a metric is read as Prometheus reads it: the newest sample, for five minutes, and no number is a gap', () => {
  const name = 'pod:container_cpu_usage_millicores:rate1m';
  const labels = { __name__: name, pod: 'ts-a-service-5f55b6cf68-77cfw' };
  const readings = metricReadings([
    {
      labels,
      samples: [
        [at(1) + 9_000, 1],
        [at(2) + 9_000, NaN],
        [at(3) + 9_000, 3],
      ],
    },
  ]);
  const key = signalKey('cpu', { metric: name, pod: labels.pod, service: 'ts-a-service' });
  const minutes = [...(readings.get(key) ?? [])].map(([time, value]) => [(time - FROM) / MINUTE, value]);
  expect(minutes).toEqual([
    [2, 1],
    [4, 3],
    [5, 3],
    [6, 3],
    [7, 3],
    [8, 3],
  ]);
});

test('lines are counted from the first on, errors where there are lines', () => {
  const counts = new LogCounts();
  const line = { pod: 'ts-a-service-5f55b6cf68-77cfw', container: 'server', host: 'h' };
  counts.add({ ...line, time: at(2) + 1, fields: { log: 'an Error: it failed' } });
  counts.add({ ...line, time: at(2) + 2, fields: { log: 'InternalServerError terrors' } });
  counts.add({ ...line, time: at(4), fields: { log: 'fine' } });
  const of = (detector: string, metric: string): [number, number][] =>
    [...(counts.readings().get(signalKey(detector, { service: 'ts-a-service', metric })) ?? [])].map(
      ([time, value]) => [(time - FROM) / MINUTE, value],
    );
  expect(of('log-lines', 'log_lines').slice(0, 4)).toEqual([
    [2, 2],
    [3, 0],
    [4, 1],
    [5, 0],
  ]);
  expect(of('log-errors', 'log_error_rate')).toEqual([
    [2, 0.5],
    [4, 0],
  ]);
});
