import type { Signal } from '@lapwing/contract';
import { useMemo } from 'react';
import {
  type Completion,
  detectorCompletions,
  labelNames,
  labelValues,
  signalCompletions,
} from '../completions.ts';
import { pushedDown } from '../matchers/matcher.ts';
import type { Matcher } from '../matchers/matcher.ts';
import type { ServiceSource } from '../service-source.ts';

const MOST_SHOWN = 50;
/** Labels are gathered from this many signals. */
const MOST_LOOKED_AT = 500;

type Complete = (typed: string) => Promise<Completion[]>;

export interface Completions {
  signals: Complete;
  detectors: Complete;
  labels: Complete;
  /** Values of one label among the signals that the other rows hold for. */
  values: (label: string, others: readonly Matcher[]) => Complete;
}

/**
 * What the service knows, to choose from. When it can't be asked there is nothing to choose, and what is typed still
 * counts: the query itself says what is wrong.
 */
export function useCompletions(datasource: ServiceSource): Completions {
  return useMemo(() => {
    const signals = async (query: { text?: string; labels?: string[]; limit: number }): Promise<Signal[]> =>
      (await (await datasource.client()).signals(query)).items;
    return {
      signals: orNothing(async (text) => signalCompletions(await signals({ text, limit: MOST_SHOWN }))),
      detectors: orNothing(async (typed) =>
        detectorCompletions(await (await datasource.client()).detectors(), typed),
      ),
      labels: orNothing(async (typed) => labelNames(await signals({ limit: MOST_LOOKED_AT }), typed)),
      values: (label, others) =>
        orNothing(async (text) => {
          // A row with a variable in it can't be looked up here.
          const fixed = pushedDown(others.filter(({ value }) => !value.includes('$'))).pairs;
          return labelValues(await signals({ text, labels: fixed, limit: MOST_LOOKED_AT }), label, text);
        }),
    };
  }, [datasource]);
}

function orNothing(complete: Complete): Complete {
  return (typed) => complete(typed).catch(() => []);
}
