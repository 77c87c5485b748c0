import { z } from 'zod';
import type { SavedObjects } from '../../types/dashboards.ts';

const Saved = z.object({
  id: z.string(),
  type: z.string(),
  attributes: z.record(z.string(), z.unknown()),
  references: z.array(z.object({ name: z.string(), type: z.string(), id: z.string() })),
});
type Saved = z.infer<typeof Saved>;

const Options = z.object({ references: Saved.shape.references.default([]) }).default({ references: [] });
const Wanted = z.object({
  type: z.string(),
  perPage: z.number(),
  hasReference: z.object({ type: z.string(), id: z.string() }).optional(),
});
const KEY = 'saved-objects';

/** Saved objects that last as long as the tab, behind the browser's client of core (src/core/public/saved_objects). */
export function makeSavedObjects(storage: Storage): SavedObjects {
  const all = (): Saved[] => z.array(Saved).parse(JSON.parse(storage.getItem(KEY) ?? '[]'));
  const keep = (objects: Saved[]): void => storage.setItem(KEY, JSON.stringify(objects));
  return {
    client: {
      create(type, attributes, options) {
        const { references } = Options.parse(options);
        const made = Saved.parse({ id: crypto.randomUUID(), type, attributes, references });
        keep([...all(), made]);
        return Promise.resolve(made);
      },
      find(options) {
        const { type, perPage, hasReference } = Wanted.parse(options);
        const found = all().filter(
          (one) =>
            one.type === type &&
            (hasReference === undefined ||
              one.references.some((to) => to.type === hasReference.type && to.id === hasReference.id)),
        );
        return Promise.resolve({ savedObjects: found.slice(0, perPage), total: found.length });
      },
      delete(type, id) {
        keep(all().filter((one) => one.type !== type || one.id !== id));
        return Promise.resolve({});
      },
    },
  };
}
