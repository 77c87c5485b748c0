import type { Logger } from 'pino';
import type { Part } from './health-board.ts';

/** A line in the log when a part goes down, with what to do, and when it is no longer: whoever looks there looks nowhere else. */
export function logTurn(log: Logger): (part: Part) => void {
  return ({ name, status, reason }) => {
    if (status === 'down') log.warn({ part: name, reason }, `${name} is down; the rest goes on`);
    else log.info({ part: name, status }, `${name} is no longer down`);
  };
}
