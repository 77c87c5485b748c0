import { Gauge, type Registry } from 'prom-client';
import type { AdminStore } from '../stores/admin-store.ts';
import type { ScoreStore } from '../stores/score-store.ts';

const MS_PER_SECOND = 1000;

/** How far behind now each enabled detector is. One that has scored nothing yet has no series. */
export function registerDetectorMetrics(
  registry: Registry,
  { scores, admin, now }: { scores: ScoreStore; admin: AdminStore; now: () => number },
): void {
  new Gauge({
    name: 'lapwing_watermark_lag_seconds',
    help: 'Time since the last interval that a detector has scored. Never below its interval and delay.',
    labelNames: ['detector'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { detector } of admin.detectors()) {
        const watermark = scores.watermark(detector.id);
        if (!detector.enabled || watermark === undefined) continue;
        this.set({ detector: detector.id }, (now() - watermark) / MS_PER_SECOND);
      }
    },
  });
}
