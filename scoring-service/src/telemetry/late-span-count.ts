import { Counter, type Registry } from 'prom-client';

/** Counts spans that came after their interval was scored, by detector; `totals` answers them since the start. */
export function registerLateSpans(
  registry: Registry,
  totals: () => [detector: string, spans: number][],
): void {
  new Counter({
    name: 'lapwing_late_spans_total',
    help: 'Spans sent by OTLP that came after a detector had scored their interval, since the start. They count in no score.',
    labelNames: ['detector'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [detector, spans] of totals()) this.inc({ detector }, spans);
    },
  });
}
