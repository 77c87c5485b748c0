import type { ScopedVars } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { z } from 'zod';
import type { Replace } from '../datasource/matchers/fill.ts';
import type { Variables } from './promql/covers.ts';

const Multiple = z.looseObject({ multi: z.boolean().optional(), includeAll: z.boolean().optional() });
const FORMATS = { text: undefined, pattern: 'regex', lucene: 'lucene' } as const;

/** The variables of the dashboard that is open, and those of a repeated panel. */
export function grafanaVariables(scoped: ScopedVars): Variables & { replace: Replace } {
  const service = getTemplateSrv();
  return {
    fill: (text, as) => service.replace(text, scoped, FORMATS[as]),
    replace: (text, format) => service.replace(text, scoped, format),
    isSingle: (name) => {
      if (name in scoped) return true;
      const variable = Multiple.safeParse(service.getVariables().find((one) => one.name === name)).data;
      return variable?.multi !== true && variable?.includeAll !== true;
    },
  };
}
