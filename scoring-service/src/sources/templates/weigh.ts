import type { MessageLevel } from '@lapwing/contract';

/** Three new warnings at once are worth an error; a single one is ordinary where programs change. */
const WARNINGS_AN_ERROR = 3;
/** Informational ones come by the hundred with every deployment. */
const OTHERS_AN_ERROR = 100;
/** However many there are, alone they are not worth an error. */
const OTHERS_MOST = 0.9;

/**
 * New (or rare) templates of one interval as one whole number. A signal that is 0 for days makes any other value look
 * strange, however small: what should not be told must be 0, and so the sum is cut to a whole number.
 */
export function weigh(templates: readonly { level: MessageLevel }[]): number {
  const of = (...levels: MessageLevel[]): number =>
    templates.filter(({ level }) => levels.includes(level)).length;
  const others = Math.min(OTHERS_MOST, of('info', 'debug') / OTHERS_AN_ERROR);
  return Math.floor(of('error') + of('warn') / WARNINGS_AN_ERROR + others);
}
