import type { Source } from '../sources/source.ts';
import type { HealthBoard } from './health-board.ts';

/** Often enough that a person who mends a source sees it, seldom enough to cost nothing. */
const LOOK_EVERY_MS = 15_000;
const LOOK_TIMEOUT_MS = 10_000;

/** Looks at each source now and then, and tells the board how it is. Returns what ends it. */
export function watchSources(sources: ReadonlyMap<string, Source>, board: HealthBoard): () => void {
  const ended = new AbortController();
  const look = async (source: Source): Promise<void> => {
    const part = `source:${source.name}`;
    try {
      const health = await source.health(
        AbortSignal.any([ended.signal, AbortSignal.timeout(LOOK_TIMEOUT_MS)]),
      );
      if (!ended.signal.aborted) board.set(part, 'source', health);
    } catch (error) {
      if (ended.signal.aborted) return;
      board.set(part, 'source', {
        status: 'down',
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  };
  const round = (): void => {
    for (const source of sources.values()) void look(source);
  };
  for (const name of sources.keys()) {
    board.set(`source:${name}`, 'source', { status: 'starting', reason: 'not looked at yet' });
  }
  round();
  const timer = setInterval(round, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    ended.abort();
  };
}
