import type { BacktestEntry, DetectorInput } from '@lapwing/contract';
import { useEffect, useRef, useState } from 'react';
import { type Problem, explain } from '../../service/problem.ts';
import { call } from '../service.ts';

/** How often a running backtest is asked for: a progress bar moves, and the service has little to do. */
const POLL_MS = 700;

export type BacktestOf = { detector_id: string } | { detector: DetectorInput };

export interface Running {
  entry: BacktestEntry | undefined;
  problem: Problem | undefined;
  /** Starting, or running. */
  busy: boolean;
  start: (of: BacktestOf, from: number | undefined) => Promise<string | undefined>;
  /** Stops it and forgets it. */
  cancel: () => Promise<void>;
}

/** A backtest: started here, or known by its id (it is kept by the service for a while). */
export function useBacktest(id: string): Running {
  const [current, setCurrent] = useState(id);
  const [entry, setEntry] = useState<BacktestEntry>();
  const [problem, setProblem] = useState<Problem>();
  const [starting, setStarting] = useState(false);
  const shown = useRef(true);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);

  useEffect(() => {
    if (current === '') return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wanted = true;
    const look = async (): Promise<void> => {
      try {
        const found = await call('getBacktest', { params: { id: current } });
        if (!wanted) return;
        setEntry(found);
        setProblem(undefined);
        if (found.status === 'running') timer = setTimeout(() => void look(), POLL_MS);
      } catch (error) {
        if (!wanted) return;
        setEntry(undefined);
        setProblem(explain(error));
      }
    };
    void look();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [current]);

  return {
    entry,
    problem,
    busy: starting || entry?.status === 'running',
    start: async (of, from) => {
      setStarting(true);
      setProblem(undefined);
      setEntry(undefined);
      try {
        const begun = await call('startBacktest', { body: { ...of, ...(from !== undefined && { from }) } });
        if (shown.current) setCurrent(begun.id);
        return begun.id;
      } catch (error) {
        if (shown.current) setProblem(explain(error));
        return undefined;
      } finally {
        if (shown.current) setStarting(false);
      }
    },
    cancel: async () => {
      const gone = current;
      setCurrent('');
      setEntry(undefined);
      try {
        await call('deleteBacktest', { params: { id: gone } });
      } catch (error) {
        if (shown.current) setProblem(explain(error));
      }
    },
  };
}
