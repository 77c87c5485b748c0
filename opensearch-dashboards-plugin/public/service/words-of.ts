import { explain } from './problem.ts';

/** Any failure in one line: ours says itself what is wrong, a request's is explained. */
export function wordsOf(error: unknown): string {
  if (error instanceof Error && !('body' in error) && error.constructor === Error) return error.message;
  const { title, hint } = explain(error);
  return `${title}. ${hint}`;
}
