import type { DatabaseSync } from 'node:sqlite';

/** Gathers, over the rows of one step, what a signal's list entry shows: first, oldest and newest reading. */
export interface StateUpdates {
  note(signal: number, time: number, value: number, score: number): void;
  /** Writes one row a signal, however many readings the step had. */
  flush(): void;
  clear(): void;
}

interface Noted {
  first: number;
  last: number;
  value: number;
  score: number;
}

export function createStateUpdates(db: DatabaseSync): StateUpdates {
  const noted = new Map<number, Noted>();
  // A replay of older intervals must not take the list entry back in time.
  const update = db.prepare(`UPDATE signal_state SET
      first_time = min(ifnull(first_time, ?1), ?1),
      oldest_time = min(ifnull(oldest_time, ?1), ?1),
      last_value = iif(ifnull(last_time, ?2) <= ?2, ?3, last_value),
      last_score = iif(ifnull(last_time, ?2) <= ?2, ?4, last_score),
      last_time = max(ifnull(last_time, ?2), ?2)
    WHERE signal = ?5`);

  return {
    note(signal, time, value, score) {
      const seen = noted.get(signal);
      if (seen === undefined) {
        noted.set(signal, { first: time, last: time, value, score });
        return;
      }
      if (time < seen.first) seen.first = time;
      if (time >= seen.last) {
        seen.last = time;
        seen.value = value;
        seen.score = score;
      }
    },
    flush() {
      for (const [signal, { first, last, value, score }] of noted) {
        update.run(first, last, value, score, signal);
      }
      noted.clear();
    },
    clear: () => noted.clear(),
  };
}
