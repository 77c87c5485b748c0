import { ANOMALIES_ALIAS, AnomalyDocument, INCIDENTS_ALIAS, IncidentDocument } from '@lapwing/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { readFaults } from '../nezha/faults.ts';
import { needNezha } from '../nezha/folder.ts';
import { fluentBitRecord, indexOf } from '../nezha/logs.ts';
import { readOrdinary } from '../nezha/ordinary.ts';
import { otlpRequest, readSpans, spanDocument, type RecordedSpan } from '../nezha/spans.ts';
import { detectors } from '../real-input/detectors.ts';
import { fill } from '../real-input/fill.ts';
import { startLapwing } from '../real-input/service.ts';
import {
  needServer,
  startOpenSearch,
  startPrometheus,
  type RunningOpenSearch,
  type RunningPrometheus,
} from '../servers/index.ts';
import { DATA_PREPPER_TEMPLATE } from '../traces/span-documents.ts';
import { judgeIncidents, verdictTable, type AnomalyTime } from './judge.ts';

const PATIENCE_MS = 420_000;
/** The service's start and end, the spans that are sent, and what settles. */
const TEST_MS = PATIENCE_MS + 180_000;
const MINUTE = 60_000;
/** A quarter of an hour after the last fault: the rest of the day adds time and nothing else. */
const METRICS_UNTIL = Date.parse('2023-01-29T16:00:00Z');
/** Spans that ended before this lie in the span index; programs send the later ones by OTLP. */
const BY_OTLP_FROM = BigInt(Date.parse('2023-01-29T10:30:00Z')) * 1_000_000n;
/** Faults of which an incident has the faulty service as its first suspect. Measured: 21. */
const FIRST_LEAST = 17;
/** Incidents that begin where no fault is. Measured: 2. */
const ELSEWHERE_MOST = 5;
const SPANS_A_REQUEST = 3_000;
const Hits = z.object({ hits: z.object({ hits: z.array(z.object({ _source: IncidentDocument })) }) });

needServer('opensearch', 'prometheus')('incidents of a day of Train Ticket', () => {
  needNezha('from metrics, logs, a span index and OTLP', (day) => {
    let os: RunningOpenSearch;
    let prometheus: RunningPrometheus;
    let sent: RecordedSpan[] = [];
    /** The last spans' minute. */
    let until = 0;

    beforeAll(async () => {
      [os, prometheus] = await Promise.all([startOpenSearch(), startPrometheus()]);
      await os.request('PUT', '/_index_template/otel-v1-apm-span', DATA_PREPPER_TEMPLATE);
      const before = await readOrdinary(day);
      const spans = [...before.spans, ...(await readSpans(day))];
      const last = spans.reduce((latest, { end }) => (end > latest ? end : latest), 0n);
      until = Math.floor(Number(last / 1_000_000n) / MINUTE) * MINUTE;
      sent = spans.filter(({ end }) => end >= BY_OTLP_FROM);
      const stored = spans.filter(({ end }) => end < BY_OTLP_FROM);
      await Promise.all([
        fill(day, os, prometheus),
        os.index(indexOf(before.lines[0].time), before.lines.map(fluentBitRecord)),
        os.index('otel-v1-apm-span-000001', stored.map(spanDocument)),
      ]);
    });
    afterAll(async () => {
      await Promise.all([os?.stop(), prometheus?.stop()]);
    });

    test('lie in the incidents index with the right suspect', { timeout: TEST_MS }, async () => {
      const lapwing = await startLapwing({ opensearch: os.url, prometheus: prometheus.url }, [], {
        traces: { enabled: false, keep: '520w' },
        behaviour: { enabled: false },
      });
      try {
        for (let i = 0; i < sent.length; i += SPANS_A_REQUEST) {
          await lapwing.post('/v1/traces', otlpRequest(sent.slice(i, i + SPANS_A_REQUEST)));
        }
        const span = { from: '2023-01-29T08:38:00Z', until: new Date(until).toISOString() };
        const calls = ['logs', 'otlp'].map((source) => ({
          ...{ id: `calls-${source}`, name: `Calls, from ${source}`, source, kind: 'trace', ...span },
          query: { type: 'traces', by: ['service', 'edge'] },
        }));
        const templates = {
          ...{ id: 'templates', name: 'Log templates', source: 'logs', kind: 'log', ...span },
          query: { type: 'templates', index: 'fluent-bit-*' },
        };
        const behaviour = {
          ...{ id: 'behaviour', name: 'Behaviour', source: 'behaviour', kind: 'trace', ...span },
          query: { type: 'behaviour' },
        };
        for (const detector of [...calls, templates, behaviour, ...detectors(METRICS_UNTIL)]) {
          await lapwing.post('/api/v1/detectors', detector);
        }
        await lapwing.done(PATIENCE_MS);
        const incidents = await settled(os);
        const times = await anomalyTimes(os);
        const { verdicts, elsewhere } = judgeIncidents(readFaults(day), incidents, times);
        const upTo = (place: number): number =>
          verdicts.filter(({ rank = Infinity }) => rank <= place).length;
        const distinct = new Set(verdicts.flatMap(({ rank, incident }) => (rank === 1 ? [incident] : [])))
          .size;
        const goesOn = verdicts.filter(({ ongoing }) => ongoing === 1).length;
        process.stdout.write(
          `${verdictTable(verdicts)}\n${incidents.length} incidents: the faulty service first in ${upTo(1)} of ` +
            `${verdicts.length} faults (${distinct} incidents), among the first three in ${upTo(3)}; in ${goesOn} more first in one ` +
            `that goes on; ${elsewhere.length} where no fault was\n`,
        );
        expect(upTo(1)).toBeGreaterThanOrEqual(FIRST_LEAST);
        expect(elsewhere.length).toBeLessThanOrEqual(ELSEWHERE_MOST);
      } finally {
        await lapwing.stop();
      }
    });
  });
});

const AnomalyHits = z.object({
  hits: z.object({
    hits: z.array(z.object({ _source: AnomalyDocument.pick({ anomaly_id: true, start: true, end: true }) })),
  }),
});

/** When each anomaly began and ended, by id. */
async function anomalyTimes(os: RunningOpenSearch): Promise<Map<string, AnomalyTime>> {
  await os.request('POST', `/${ANOMALIES_ALIAS}/_refresh`);
  const answer = await os.request('POST', `/${ANOMALIES_ALIAS}/_search`, {
    size: 10_000,
    _source: ['anomaly_id', 'start', 'end'],
  });
  const found = AnomalyHits.parse(answer).hits.hits;
  return new Map(
    found.map(({ _source }) => [_source.anomaly_id, { start: _source.start, end: _source.end }]),
  );
}

/** The correlator looks every five seconds, and what it says is written within one more. */
const UNCHANGED_MS = 11_000;

/** The incidents' documents, once they have not changed for a while. */
async function settled(os: RunningOpenSearch): Promise<IncidentDocument[]> {
  let [before, since] = ['', Date.now()];
  for (;;) {
    await os.request('POST', `/${INCIDENTS_ALIAS}/_refresh`);
    const answer = await os.request('POST', `/${INCIDENTS_ALIAS}/_search`, {
      size: 1000,
      sort: [{ '@timestamp': 'asc' }, { incident_id: 'asc' }],
    });
    const found = Hits.parse(answer).hits.hits.map(({ _source }) => _source);
    const text = JSON.stringify(found);
    if (text !== before) [before, since] = [text, Date.now()];
    if (Date.now() - since > UNCHANGED_MS) return found.filter(({ status }) => status !== 'merged');
    await new Promise((done) => setTimeout(done, 500));
  }
}
