import { LapwingError } from '../errors.ts';

/** What one backtest may take. */
export interface BacktestLimits {
  signals: number;
  /** Readings that go through the models, those that only teach among them. */
  readings: number;
  /** From the first interval that teaches to the last, whether there are readings or not. */
  intervals: number;
}

/**
 * Inside the service: half a minute of one core, a chart of each signal in some ten megabytes. A month of one-minute
 * readings of two hundred signals.
 */
export const SERVICE_LIMITS: BacktestLimits = { signals: 500, readings: 10_000_000, intervals: 1_000_000 };

/** On the command line nobody else waits: as much as memory holds. */
export const COMMAND_LIMITS: BacktestLimits = {
  signals: 10_000,
  readings: 1_000_000_000,
  intervals: 50_000_000,
};

const HINTS: Readonly<Record<keyof BacktestLimits, string>> = {
  signals: 'Narrow the query, or split by less',
  readings: 'Take a shorter stretch, a longer interval, or fewer signals',
  intervals: 'Take a shorter stretch or a longer interval',
};

/** Throws TOO_LARGE when `count` passes the limit that is named. */
export function holdTo(limits: BacktestLimits, what: keyof BacktestLimits, count: number): void {
  const most = limits[what];
  if (count <= most) return;
  throw new LapwingError('TOO_LARGE', {
    message: `the backtest has ${count.toLocaleString('en')} ${what} or more; at most ${most.toLocaleString('en')} are allowed`,
    where: `limit ${what}`,
    hint: HINTS[what],
  });
}
