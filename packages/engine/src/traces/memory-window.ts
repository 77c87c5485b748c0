import type { KnownSpan, PeerNames, SpanWindow } from './calls.ts';
import type { SpanRef } from './span.ts';

/** A window in memory, of a stretch of spans that are all at hand. */
export class MemoryWindow implements SpanWindow {
  readonly #spans = new Map<string, KnownSpan>();
  readonly #waiting = new Map<string, KnownSpan[]>();

  add(span: KnownSpan): boolean {
    const key = keyOf(span);
    if (this.#spans.has(key)) return false;
    this.#spans.set(key, span);
    return true;
  }

  find(ref: SpanRef): KnownSpan | undefined {
    return this.#spans.get(keyOf(ref));
  }

  markCounted(span: KnownSpan): void {
    span.counted = true;
  }

  wait(ref: SpanRef, child: KnownSpan): void {
    const key = keyOf(ref);
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) this.#waiting.set(key, [child]);
    else waiting.push(child);
  }

  takeWaiting(ref: SpanRef): KnownSpan[] {
    const key = keyOf(ref);
    const waiting = this.#waiting.get(key) ?? [];
    this.#waiting.delete(key);
    return waiting;
  }
}

/** Addresses and their services, in memory. */
export class MemoryPeers implements PeerNames {
  readonly #services = new Map<string, string | null>();

  serviceAt(address: string): string | null | undefined {
    return this.#services.get(address);
  }

  learn(address: string, service: string): void {
    const known = this.#services.get(address);
    this.#services.set(address, known === undefined || known === service ? service : null);
  }
}

function keyOf({ traceId, spanId }: SpanRef): string {
  return `${traceId}:${spanId}`;
}
