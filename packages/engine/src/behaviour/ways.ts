import { waysBlamed, type Longer, type Way } from '../suspects/ways.ts';
import type { Say } from './finding.ts';
import { isStrange } from './habit.ts';
import type { PlaceTimes } from './observation.ts';

/**
 * Whose the time on the ways of one interval is. A way has two ends: what grew on all ways that leave a service is that service's
 * doing, though each of them alone looks like that of the one that is called.
 */
export class Ways {
  readonly #say: Say;
  readonly #measured: Way[] = [];
  readonly #longer: Longer[] = [];

  constructor(say: Say) {
    this.#say = say;
  }

  /** Takes the test of a place: a way's is kept until all are there, any other is passed on. */
  sayOf({ service, caller, signal }: PlaceTimes['place']): Say {
    if (caller === undefined) return this.#say;
    return (_, deviate, words) => {
      this.#measured.push({ caller, service });
      this.#say(service, isStrange(deviate) ? 0 : deviate, words);
      if (!isStrange(deviate)) return;
      const like = { kind: 'trace', family: 'time', reach: 'own' } as const;
      const found = { ...like, service, signal, strength: deviate, words: words() };
      this.#longer.push({ caller, found });
    };
  }

  /** Says whose they are. All ways of a caller together are one more test of it: where one grew alone, its other end is blamed. */
  blame(): void {
    for (const caller of new Set(this.#measured.map((way) => way.caller ?? '')))
      this.#say(caller, 0, () => '');
    for (const { service, strength, words } of waysBlamed(this.#longer, this.#measured))
      this.#say(service, strength, () => words);
  }
}
