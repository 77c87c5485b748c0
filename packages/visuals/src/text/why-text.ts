/**
 * A sentence of the service: what was read, what was expected, after the colon in which way it is strange, and maybe
 * another sentence with what makes it up.
 */
const SENTENCE =
  /^.+? is (?:-?[\d.]+(?:e[+-]?\d+)?|unknown)(?:, expected [^:]*)?: ([^:]+?)(?:\. (.+?))?\.?$/s;

/**
 * In which way an anomaly is strange, out of its reason: `A sudden rise`. For rows that tell signal and readings
 * already. Another sentence than that of our service is given back whole.
 */
export function whyText(reason: string): string {
  const [, why, more] = SENTENCE.exec(reason) ?? [];
  if (why === undefined) return reason;
  return more === undefined ? capital(why) : `${capital(why)}. ${capital(more)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
