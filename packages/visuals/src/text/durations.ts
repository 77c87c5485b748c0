const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** From `finerBelow` of a unit on, the finer one says nothing more: `12 min`, but `3 h 5 min`. */
const UNITS: readonly { size: number; name: string; finer: number; finerName: string; finerBelow: number }[] =
  [
    { size: DAY, name: 'd', finer: HOUR, finerName: 'h', finerBelow: 10 },
    { size: HOUR, name: 'h', finer: MINUTE, finerName: 'min', finerBelow: 10 },
    { size: MINUTE, name: 'min', finer: SECOND, finerName: 's', finerBelow: 3 },
  ];

/** A length of time in at most two units: `45 s`, `12 min`, `3 h 5 min`, `2 d 4 h`. Negative counts as none. */
export function formatDuration(ms: number): string {
  const length = Math.max(0, ms);
  for (const { size, name, finer, finerName, finerBelow } of UNITS) {
    if (length < size) continue;
    const whole = Math.floor(length / size);
    const rest = Math.floor((length - whole * size) / finer);
    return rest === 0 || whole >= finerBelow ? `${whole} ${name}` : `${whole} ${name} ${rest} ${finerName}`;
  }
  return `${Math.round(length / SECOND)} s`;
}

/** How long ago `then` was (both epoch ms): `now`, `12 min ago`. A moment ahead of our clock is `now` too. */
export function formatAgo(then: number, now: number): string {
  return now - then < SECOND ? 'now' : `${formatDuration(now - then)} ago`;
}
