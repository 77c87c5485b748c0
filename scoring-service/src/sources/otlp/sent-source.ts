import type { Detector } from '@lapwing/contract';
import type { Source } from '../source.ts';

/** Spans and log lines that programs send by OTLP, as one source: the query's type says which are meant. */
export function createSentSource(
  traces: Source,
  lines: Pick<Source, 'pull' | 'check' | 'extent' | 'words'>,
): Source {
  const of = ({ query }: Detector) => (query.type === 'templates' ? lines : traces);
  return {
    name: traces.name,
    pull: (detector, range, signal) => of(detector).pull(detector, range, signal),
    check: (detector, signal) => of(detector).check(detector, signal),
    extent: async (detector, signal) => of(detector).extent?.(detector, signal),
    words: (detector, labels, time) => of(detector).words?.(detector, labels, time),
    health: (signal) => traces.health(signal),
    close: () => traces.close(),
  };
}
