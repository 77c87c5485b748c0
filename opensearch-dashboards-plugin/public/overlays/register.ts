import type { Expressions } from '../../types/dashboards.ts';
import { contractOf } from '../contract.ts';
import { dataOf } from '../panels/tools.ts';
import type { Part } from '../part.ts';
import { type MakeLayers, overlayFunction } from './overlay-function.ts';

/** The overlays that charts have, where `vis_augmenter` draws them. Without it nobody calls the function. */
export const overlays: Part = {
  setup(core, plugins) {
    const expressions = contractOf<Expressions>(plugins, 'expressions', ['registerFunction']);
    let made: Promise<MakeLayers> | undefined;
    const make = async (): Promise<MakeLayers> => {
      const [{ openLayers }, [start, others]] = await Promise.all([
        import('./layers.chunk.ts'),
        core.getStartServices(),
      ]);
      const data = dataOf(others as Record<string, unknown>);
      return data === undefined ? () => Promise.resolve([]) : openLayers(start, data);
    };
    expressions?.registerFunction(() => overlayFunction(() => (made ??= make())));
  },
};
