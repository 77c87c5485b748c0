import type { DetectorEntry, SourceInfo } from '@lapwing/contract';
import { call } from '../service.ts';
import { type Loaded, useLoad } from '../use-load.ts';

/** What a form of a detector needs to know beside the detector itself. */
export interface Around {
  sources: SourceInfo[];
  detectors: DetectorEntry[];
}

export function useAround(): Loaded<Around> {
  return useLoad('around detectors', async (signal): Promise<Around> => {
    const [sources, detectors] = await Promise.all([
      call('listSources', { signal }),
      call('listDetectors', { signal }),
    ]);
    return { sources: sources.items, detectors: detectors.items };
  });
}
