import { type Loaded, useLoad } from './use-load.ts';
import { service } from './service.ts';

export interface Names {
  /** Values of the label `service`. */
  services: string[];
  detectors: { id: string; name: string }[];
}

/** What a detector is called; its id while that is not known. */
export function detectorName(names: Names | undefined, id: string): string {
  return names?.detectors.find((one) => one.id === id)?.name ?? id;
}

/** The worst signals name every service that is of interest; others can be typed. */
const SIGNALS_READ = 1000;

/** Services and detectors to choose from. */
export function useNames(): Loaded<Names> {
  return useLoad('names', async (signal): Promise<Names> => {
    const [signals, detectors] = await Promise.all([
      service.signals({ limit: SIGNALS_READ }, signal),
      service.detectors(signal),
    ]);
    const services = new Set(signals.items.flatMap(({ labels }) => labels['service'] || []));
    return { services: [...services].sort(), detectors };
  });
}
