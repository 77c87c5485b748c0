const DAY_MS = 86_400_000;

/** The time of day; with the day where it was not today. moment.js format. */
export function clockFormat(time: number, now: number): string {
  return now - time < DAY_MS ? 'HH:mm' : 'MMM D, HH:mm';
}
