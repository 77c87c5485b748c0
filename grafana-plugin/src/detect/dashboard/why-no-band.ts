import { z } from 'zod';

/** What a panel does with the series that it is given, as far as it would do it to an expected band too. */
export const PanelLook = z.object({
  transformations: z
    .array(z.looseObject({ disabled: z.boolean().nullish() }))
    .nullish()
    .catch(undefined),
  stacking: z.string().nullish().catch(undefined),
  overrides: z
    .array(
      z.looseObject({
        matcher: z.looseObject({ id: z.string(), options: z.unknown() }),
        properties: z.array(z.looseObject({ id: z.string() })),
      }),
    )
    .nullish()
    .catch(undefined),
});
export type PanelLook = z.infer<typeof PanelLook>;

type Override = NonNullable<PanelLook['overrides']>[number];

const ALONE = 'regions alone are drawn.';

/** Why the expected band would not be a band on such a panel, or would change the panel's own series. */
export function whyNoBandOn(type: string, look: PanelLook): string | undefined {
  if (type !== 'timeseries') {
    return `A panel of the type ${type} would show the expected band as series among its own: ${ALONE}`;
  }
  if (transforms(look)) {
    return `The panel transforms its data, and would transform the expected band with it: ${ALONE}`;
  }
  if (look.stacking !== undefined && look.stacking !== null && look.stacking !== 'none') {
    return `The panel stacks its series, so the expected band would stand at another height: ${ALONE}`;
  }
  return look.overrides?.some((override) => mayMatchOurs(override) && restyles(override))
    ? `An override of the panel would draw the expected band like its series: ${ALONE}`
    : undefined;
}

/** Whether the panel makes other series of those that it is given. */
export function transforms({ transformations }: PanelLook): boolean {
  return transformations?.some(({ disabled }) => disabled !== true) ?? false;
}

function mayMatchOurs({ matcher: { id, options } }: Override): boolean {
  if (id === 'byName' || id === 'byFrameRefID') return false;
  if (id === 'byType') return options === 'number';
  if (id !== 'byNames') return true;
  return typeof options === 'object' && options !== null && Reflect.get(options, 'mode') === 'exclude';
}

/** A band is one as long as its lines, its filling and its name, which it is filled down to by, are its own. */
function restyles({ properties }: Override): boolean {
  return properties.some(({ id }) => id === 'displayName' || /^custom\.(?!axis|hideFrom)/.test(id));
}
