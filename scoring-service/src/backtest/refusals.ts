import { LapwingError } from '../errors.ts';

export function noBacktest(id: string): LapwingError {
  return new LapwingError('NOT_FOUND', {
    message: `there is no backtest ${JSON.stringify(id)}`,
    where: 'path.id',
    hint: 'GET /api/v1/backtests lists those that are kept; start it again',
  });
}

export function notCharted(id: string, signal: string): LapwingError {
  return new LapwingError('NOT_FOUND', {
    message: `the backtest ${JSON.stringify(id)} has no chart of the signal ${signal}`,
    where: 'path.signal_id',
    hint: 'GET /api/v1/backtests/<id> says which signals are `charted`, once it is done',
  });
}

export function tooMany(most: number): LapwingError {
  return new LapwingError('OVERLOADED', {
    message: `${most} backtests run already, which is the limit`,
    where: 'request',
    hint: 'Wait until one is done, or stop one with DELETE /api/v1/backtests/<id>',
  });
}

export function stopped(): LapwingError {
  return new LapwingError('CONFLICT', {
    message: 'the backtest was stopped',
    where: 'request',
    hint: 'Start it again',
  });
}

export function tooSlow(afterMs: number, cause: unknown): LapwingError {
  const what = {
    message: `the backtest was not done within ${afterMs / 60_000} minutes, which is the limit`,
    where: 'limit time',
    hint: 'See GET /api/health for how the source is, or take a shorter stretch',
  };
  return new LapwingError('TOO_LARGE', what, { cause });
}

/** Told to the person; the log has the rest. */
export function unknownFault(): LapwingError {
  return new LapwingError('INTERNAL', {
    message: 'the backtest failed inside the service',
    where: 'request',
    hint: "The service's log says more; try it again",
  });
}
