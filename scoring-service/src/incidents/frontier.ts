/** A detector that runs: how far it has come (epoch ms, of the readings) and whether it is down. */
export interface DetectorReach {
  id: string;
  watermark: number | undefined;
  down: boolean;
}

/** A detector that has not moved for this long is not waited for: nothing waits for a source that is down. */
const STALLED_MS = 60_000;
/** Nor is one that moves, but is behind the others for longer than this: a long catching-up must not hold live ones up. */
const PATIENCE_MS = 120_000;

/**
 * Up to which moment of the readings all detectors have spoken that are worth waiting for: anomalies are taken in in the
 * order of their start, whichever detector is quicker, so that a replay meets them in the same order.
 */
export class Frontier {
  readonly #seen = new Map<string, { watermark: number; movedAt: number }>();
  #reached = -Infinity;
  #reachedAt = NaN;

  /** `now` is the time of the wall (epoch ms). */
  at(detectors: readonly DetectorReach[], now: number): { time: number; left: string[] } {
    const running = detectors.filter(({ watermark }) => watermark !== undefined);
    const newest = Math.max(-Infinity, ...running.map(({ watermark }) => watermark ?? -Infinity));
    if (Number.isNaN(this.#reachedAt)) this.#reachedAt = now;
    const hasty = now - this.#reachedAt > PATIENCE_MS;
    const left = running.filter((detector) => this.#isLeft(detector, newest, hasty, now)).map(({ id }) => id);
    const waitedFor = running.filter(({ id }) => !left.includes(id));
    const time = Math.min(newest, ...waitedFor.map(({ watermark }) => watermark ?? newest));
    if (time > this.#reached) [this.#reached, this.#reachedAt] = [time, now];
    return { time: Math.max(this.#reached, time), left };
  }

  #isLeft(
    { id, watermark = -Infinity, down }: DetectorReach,
    newest: number,
    hasty: boolean,
    now: number,
  ): boolean {
    const before = this.#seen.get(id);
    if (before?.watermark !== watermark) this.#seen.set(id, { watermark, movedAt: now });
    if (watermark >= newest) return false;
    const stalled = now - (this.#seen.get(id)?.movedAt ?? now) > STALLED_MS;
    return down || stalled || hasty;
  }
}
