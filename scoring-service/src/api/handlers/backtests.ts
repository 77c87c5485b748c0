import type { ApiDeps } from '../deps.ts';
import type { Handlers } from '../handler.ts';
import { record } from './record.ts';

type Backtesting = Pick<
  Handlers,
  'listBacktests' | 'startBacktest' | 'getBacktest' | 'getBacktestScores' | 'deleteBacktest'
>;

export function backtestHandlers(deps: ApiDeps): Backtesting {
  const { backtests } = deps;
  return {
    listBacktests: () => {
      const items = backtests.list();
      return { items, total: items.length };
    },
    startBacktest: (call) => {
      const backtest = backtests.start(call.body);
      record(deps, call, 'backtest.start', backtest.detector_id);
      call.response.set('Location', `/api/v1/backtests/${backtest.id}`);
      return backtest;
    },
    getBacktest: ({ params }) => backtests.get(params.id),
    getBacktestScores: ({ params }) => backtests.chart(params.id, params.signal_id),
    deleteBacktest: ({ params }) => {
      backtests.delete(params.id);
      return undefined;
    },
  };
}
