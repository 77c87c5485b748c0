import { setTimeout as sleep } from 'node:timers/promises';
import { SEVERITY_FROM, type AnomalyDocument } from '@lapwing/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFaults } from '../nezha/faults.ts';
import { needNezha } from '../nezha/folder.ts';
import {
  needServer,
  startOpenSearch,
  startPrometheus,
  type RunningOpenSearch,
  type RunningPrometheus,
} from '../servers/index.ts';
import { anomalyFaults } from './anomaly-faults.ts';
import { detectors, UNTIL } from './detectors.ts';
import {
  countTaken,
  differences,
  readAnomalies,
  readScores,
  removeDocuments,
  type ScoredReading,
} from './documents.ts';
import { countReadings, type Readings } from './expected.ts';
import { fill } from './fill.ts';
import { countFalse, judge, SEEN_IN_METRICS, table } from './judge.ts';
import { startLapwing } from './service.ts';

/** The whole day, scored and written while the machine does other things too. */
const PATIENCE_MS = 240_000;
/** Of the four faults that the metrics show. Measured: 4. */
const FOUND_LEAST = 3;
/** Anomalies where no fault was, for one signal in one day. Measured: 0.57; a fifth tell that the load has ended. */
const FALSE_MOST = 0.6;
/** Peak of the service's memory with 239 signals and 184,072 readings at once. Measured: 490 MB. */
const MEMORY_MOST = 700 * 2 ** 20;
/** The outage: long enough that requests of every kind meet it. */
const DOWN_MS = 10_000;
/** So many documents are written when it begins: some, and by far not all. */
const MIDDLE = 20_000;

needServer('opensearch', 'prometheus')('a day of Train Ticket', () => {
  needNezha('pulled from real servers, scored and written back', (day) => {
    let os: RunningOpenSearch;
    let prometheus: RunningPrometheus;
    let wanted: Readings;
    const servers = () => ({ opensearch: os.url, prometheus: prometheus.url });

    beforeAll(async () => {
      [os, prometheus] = await Promise.all([startOpenSearch(), startPrometheus()]);
      wanted = await fill(day, os, prometheus);
    });
    afterAll(async () => {
      await Promise.all([os?.stop(), prometheus?.stop()]);
    });

    let scores: ScoredReading[] = [];
    let anomalies: AnomalyDocument[] = [];

    test('each reading becomes one document, in its interval, with its value', async () => {
      const lapwing = await startLapwing(servers(), detectors(UNTIL));
      try {
        await lapwing.done(PATIENCE_MS);
        scores = await readScores(os);
        anomalies = await readAnomalies(os);
        const peak = lapwing.peakMemory();
        say(`${scores.length} documents, peak memory ${Math.round(peak / 2 ** 20)} MB`);
        expect(differences(scores, wanted)).toEqual([]);
        expect(scores.length).toBe(countReadings(wanted));
        expect(peak).toBeLessThan(MEMORY_MOST);
        expect(await lapwing.anomalyIds()).toEqual(anomalies.map(({ anomaly_id: id }) => id).sort());
      } finally {
        await lapwing.stop();
      }
    });

    test('the anomalies are those that the scores tell of, each once', () => {
      expect(anomalies.length).toBeGreaterThan(0);
      expect(anomalyFaults(anomalies, scores, SEVERITY_FROM.MEDIUM)).toEqual([]);
    });

    test('the faults that the metrics show are found within five minutes, and little else', () => {
      const faults = readFaults(day);
      const verdicts = judge(faults, anomalies, scores);
      const { count, signalDays, perSignalDay } = countFalse(faults, anomalies, scores);
      const found = verdicts.filter(({ anomalies: own }) => own.length > 0);
      const shown = verdicts.filter(({ fault }) => fault.type === SEEN_IN_METRICS);
      const foundOfShown = shown.filter((verdict) => found.includes(verdict));
      say(table(verdicts));
      say(`found: ${found.length} of ${faults.length}; of ${SEEN_IN_METRICS}: ${foundOfShown.length}`);
      say(
        `where no fault was: ${count} in ${signalDays.toFixed(0)} signal-days, ${perSignalDay.toFixed(2)} each`,
      );
      expect(faults.length).toBe(28);
      expect(foundOfShown.length).toBeGreaterThanOrEqual(FOUND_LEAST);
      expect(perSignalDay).toBeLessThan(FALSE_MOST);
    });

    test('OpenSearch stopped in the middle and started again: nothing lost, nothing twice, memory bounded', async () => {
      await removeDocuments(os);
      const lapwing = await startLapwing(servers(), detectors(UNTIL));
      try {
        let written = 0;
        await lapwing.until('documents come', PATIENCE_MS, async () => {
          written = await countTaken(os);
          return written >= MIDDLE;
        });
        await os.halt();
        await sleep(DOWN_MS);
        const health = await lapwing.health();
        expect(health.status).not.toBe('ok');
        await os.restart();
        await lapwing.done(PATIENCE_MS);
        expect(written).toBeLessThan(countReadings(wanted));
        const after = await readScores(os);
        expect(differences(after, wanted)).toEqual([]);
        expect(after.length).toBe(countReadings(wanted));
        expect(lapwing.peakMemory()).toBeLessThan(MEMORY_MOST);
      } finally {
        await lapwing.stop();
      }
    });
  });
});

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
