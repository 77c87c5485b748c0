import { PanelLook } from './why-no-band.ts';

/** What is read of a panel's look from either schema; nothing where it has another form than is known. */
export function panelLook(fieldConfig: unknown, transformations: unknown): PanelLook {
  return PanelLook.parse({
    transformations,
    stacking: at(fieldConfig, 'defaults', 'custom', 'stacking', 'mode'),
    overrides: at(fieldConfig, 'overrides'),
  });
}

/** What lies below these names; undefined where the way there ends. */
export function at(value: unknown, ...names: string[]): unknown {
  let found = value;
  for (const name of names) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Reflect.get(found, name);
  }
  return found;
}
