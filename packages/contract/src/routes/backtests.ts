import { z } from 'zod';
import { Backtest, BacktestEntry, BacktestRequest } from '../backtest.ts';
import { ScoreSeries } from '../signal.ts';
import { listSchema } from './query.ts';
import { routes } from './route.ts';

const id = z.string().min(1).max(64);

export const backtestRoutes = routes({
  listBacktests: {
    method: 'get',
    path: '/api/v1/backtests',
    tag: 'Backtests',
    access: 'viewer',
    summary: 'Backtests that run or ran a little while ago, newest first',
    status: 200,
    answer: listSchema(Backtest),
  },
  startBacktest: {
    method: 'post',
    path: '/api/v1/backtests',
    tag: 'Backtests',
    access: 'editor',
    summary: 'Try a detector on the past; writes nothing',
    description:
      'It runs by itself: ask for its progress under the id. The newest few are kept, in memory alone. TOO_LARGE says which limit a backtest would pass, OVERLOADED that too many run.',
    body: BacktestRequest,
    status: 201,
    answer: Backtest,
    errors: ['NOT_FOUND', 'OVERLOADED'],
  },
  getBacktest: {
    method: 'get',
    path: '/api/v1/backtests/:id',
    tag: 'Backtests',
    access: 'viewer',
    summary: 'How far it is, and what came out of it',
    params: z.strictObject({ id }),
    status: 200,
    answer: BacktestEntry,
  },
  getBacktestScores: {
    method: 'get',
    path: '/api/v1/backtests/:id/signals/:signal_id',
    tag: 'Backtests',
    access: 'viewer',
    summary: "One signal's readings, expected band and scores in a backtest",
    params: z.strictObject({
      id,
      signal_id: z.string().regex(/^[0-9a-f]{16}$/, 'must be 16 hexadecimal digits'),
    }),
    status: 200,
    answer: ScoreSeries,
  },
  deleteBacktest: {
    method: 'delete',
    path: '/api/v1/backtests/:id',
    tag: 'Backtests',
    access: 'editor',
    summary: 'Stop it and forget it',
    params: z.strictObject({ id }),
    status: 204,
  },
});
