import { spokenText } from './message-text.ts';

/** Longest line of a message that is quoted. */
const LINE = 200;
/** `Caused by: java.net.ConnectException: Connection refused: orders-db:5432`. */
const CAUSE = /^\s*(?:Caused by|caused by): (.+)$/gm;

/**
 * What of a message tells a person most: of a JSON or logfmt log its message; of several lines the first, and of exceptions
 * that are wrapped in others the innermost, which is where it began.
 */
export function quoteOf(message: string): string {
  const text = spokenText(message);
  const end = text.indexOf('\n');
  if (end < 0) return text.slice(0, LINE);
  const cause = [...text.matchAll(CAUSE)].at(-1)?.[1];
  const head = text.slice(0, Math.min(end, LINE)).trimEnd();
  return cause === undefined ? head : `${head}, caused by ${cause.trim().slice(0, LINE)}`;
}
