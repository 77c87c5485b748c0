/** A sentence of the service: what was read, what was expected, and after the colon in which way it is strange. */
const SENTENCE = /^.+ is (?:-?[\d.]+(?:e[+-]?\d+)?|unknown)(?:, expected [^:]*)?: ([^:]+?)\.?$/s;

/**
 * In which way an anomaly is strange, out of its reason: `A sudden rise`. For rows that tell signal and readings
 * already. Another sentence than that of our service is given back whole.
 */
export function whyText(reason: string): string {
  const why = SENTENCE.exec(reason)?.[1];
  return why === undefined ? reason : `${why.charAt(0).toUpperCase()}${why.slice(1)}`;
}
