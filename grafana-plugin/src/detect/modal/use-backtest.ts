import type { BacktestRequest, BacktestResult } from '@lapwing/contract';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import type { Problem } from '../../service/problem.ts';
import { call } from '../detect-service.ts';
import { explainAny } from '../../grafana/ui/explain-any.ts';

export interface BacktestRun {
  running: boolean;
  /** 0 to 1. */
  progress: number;
  result: BacktestResult | undefined;
  problem: Problem | undefined;
  start: (request: z.input<typeof BacktestRequest>) => void;
  clear: () => void;
}

const POLL_MS = 500;
const IDLE = { running: false, progress: 0, result: undefined, problem: undefined };

/** Runs one backtest at a time on the service; a newer one, or leaving, stops the one before. */
export function useBacktest(): BacktestRun {
  const [state, setState] = useState<Omit<BacktestRun, 'start' | 'clear'>>(IDLE);
  const current = useRef<AbortController>(undefined);
  const stop = useCallback(() => current.current?.abort(), []);
  useEffect(() => stop, [stop]);

  const start = useCallback<BacktestRun['start']>(
    (request) => {
      stop();
      const abort = new AbortController();
      current.current = abort;
      const show = (next: Partial<typeof state>): void => {
        if (!abort.signal.aborted) setState((old) => ({ ...old, ...next }));
      };
      setState({ ...IDLE, running: true });
      run(request, abort.signal, (progress) => show({ progress })).then(
        (outcome) => show({ running: false, ...outcome }),
        (error: unknown) => show({ running: false, problem: explainAny(error) }),
      );
    },
    [stop],
  );
  const clear = useCallback(() => {
    stop();
    setState(IDLE);
  }, [stop]);
  return { ...state, start, clear };
}

async function run(
  request: z.input<typeof BacktestRequest>,
  signal: AbortSignal,
  onProgress: (progress: number) => void,
): Promise<{ result: BacktestResult } | { problem: Problem }> {
  const { id } = await call('startBacktest', { body: request });
  const forget = (): void => {
    // Whoever leaves does not wait for it, and the service forgets it by itself in time.
    void call('deleteBacktest', { params: { id } }).catch(() => undefined);
  };
  signal.addEventListener('abort', forget);
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    signal.throwIfAborted();
    const { status, progress, result, error } = await call('getBacktest', { params: { id }, signal });
    onProgress(progress);
    if (status === 'running') continue;
    signal.removeEventListener('abort', forget);
    forget();
    if (result !== null) return { result };
    return { problem: { title: error?.message ?? 'The backtest failed', hint: error?.hint ?? '' } };
  }
}
