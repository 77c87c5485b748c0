import { Counter, Gauge, type Registry } from 'prom-client';
import type { DeadLetterStore } from '../stores/dead-letter-store.ts';
import type { OpenSearchWriter } from '../writer/writer.ts';

/** How the writing to OpenSearch goes; none of it when nothing is written there. */
export function registerWriterMetrics(
  registry: Registry,
  { writer, deadLetters }: { writer?: OpenSearchWriter | undefined; deadLetters: DeadLetterStore },
): void {
  if (writer === undefined) return;
  const registers = [registry];
  new Gauge({
    name: 'lapwing_writer_queue_rows',
    help: 'Rows in the store that OpenSearch has not taken yet, at most.',
    labelNames: ['table'],
    registers,
    collect() {
      const { scores, anomalies, incidents } = writer.lag();
      this.set({ table: 'scores' }, scores);
      this.set({ table: 'anomalies' }, anomalies);
      this.set({ table: 'incidents' }, incidents);
    },
  });
  new Gauge({
    name: 'lapwing_writer_lag_seconds',
    help: 'Time since OpenSearch had everything that is in the store.',
    registers,
    collect() {
      this.set(writer.lag().seconds);
    },
  });
  new Gauge({
    name: 'lapwing_dead_letters',
    help: 'Documents that OpenSearch refused and that are kept.',
    registers,
    collect() {
      this.set(deadLetters.count());
    },
  });
  new Counter({
    name: 'lapwing_writer_documents_total',
    help: 'Documents sent to OpenSearch, by what became of them.',
    labelNames: ['result'],
    registers,
    collect() {
      const { written, refused } = writer.counts();
      this.reset();
      this.inc({ result: 'written' }, written);
      this.inc({ result: 'refused' }, refused);
    },
  });
  new Counter({
    name: 'lapwing_writer_retries_total',
    help: 'Waits before something was sent to OpenSearch again.',
    registers,
    collect() {
      this.reset();
      this.inc(writer.counts().retries);
    },
  });
}
