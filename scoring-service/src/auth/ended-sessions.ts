/**
 * Sessions that ended while their access tokens were still good. Kept in memory for as long as such a token can live:
 * after a restart, a token of an ended session is good again for what is left of its few minutes.
 */
export class EndedSessions {
  readonly #keepMs: number;
  readonly #families = new Map<string, number>();
  readonly #users = new Map<string, number>();

  constructor(keepMs: number) {
    this.#keepMs = keepMs;
  }

  endFamily(family: string, at: number): void {
    this.#forget(at);
    this.#families.set(family, at);
  }

  /** Every token of the user that was made up to `at` (epoch ms). */
  endUser(username: string, at: number): void {
    this.#forget(at);
    this.#users.set(username, at);
  }

  /** Whether a token of `family`, made for `username` at `issuedAt` (epoch ms), has been ended. */
  has(family: string, username: string, issuedAt: number): boolean {
    if (this.#families.has(family)) return true;
    const ended = this.#users.get(username);
    return ended !== undefined && issuedAt <= ended;
  }

  #forget(now: number): void {
    for (const map of [this.#families, this.#users]) {
      for (const [key, at] of map) if (at + this.#keepMs < now) map.delete(key);
    }
  }
}
