import type { Health } from '@lapwing/contract';
import type { PartHealth } from '../sources/source.ts';

export type Part = Health['parts'][number];

/** Worst last: the whole is as well as its worst part. */
const ORDER: readonly Part['status'][] = ['ok', 'starting', 'degraded', 'down'];

export function worstOf(parts: readonly Part[]): Part['status'] {
  return ORDER[Math.max(0, ...parts.map(({ status }) => ORDER.indexOf(status)))];
}

/** How each part is, and since when. */
export class HealthBoard {
  readonly #now: () => number;
  readonly #onTurn: (part: Part) => void;
  readonly #parts = new Map<string, Part>();

  /** `onTurn` is told each part that goes down, and each that is no longer. */
  constructor(now: () => number, onTurn: (part: Part) => void = () => undefined) {
    this.#now = now;
    this.#onTurn = onTurn;
  }

  /** `since` moves when the status changes, not when the reason does. */
  set(name: string, kind: Part['kind'], health: PartHealth, lagSeconds: number | null = null): void {
    const before = this.#parts.get(name);
    const since = before?.status === health.status ? before.since : new Date(this.#now()).toISOString();
    const { status, reason } = health;
    const part = { name, kind, status, reason, since, lag_seconds: lagSeconds };
    this.#parts.set(name, part);
    if ((before?.status === 'down') !== (status === 'down')) this.#onTurn(part);
  }

  remove(name: string): void {
    this.#parts.delete(name);
  }

  statusOf(name: string): Part['status'] | undefined {
    return this.#parts.get(name)?.status;
  }

  parts(): Part[] {
    return [...this.#parts.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}
