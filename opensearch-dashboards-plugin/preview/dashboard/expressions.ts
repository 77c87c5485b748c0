import { z } from 'zod';
import type { ExpressionFunction, Expressions } from '../../types/dashboards.ts';

const Layers = z.object({ type: z.literal('vis_layers'), layers: z.array(z.unknown()) });

/** One function after the other: what the first gives is the input of the next. */
export interface ExpressionsService extends Expressions {
  run(
    calls: readonly { name: string; args: Record<string, unknown> }[],
    searchContext: object,
  ): Promise<unknown[]>;
}

/**
 * `expressions`, as far as a chart's overlays go. A function gets `getSearchContext` of its execution (OpenSearch
 * Dashboards 3.x, src/plugins/expressions/common/execution); its arguments must be those that it declares, and its output
 * must be of the type that it names.
 */
export function makeExpressions(): ExpressionsService {
  const functions = new Map<string, ExpressionFunction<object, Record<string, unknown>>>();
  return {
    registerFunction(make) {
      const made = make() as unknown as ExpressionFunction<object, Record<string, unknown>>;
      functions.set(made.name, made);
    },
    async run(calls, searchContext) {
      let value: object = { type: 'vis_layers', layers: [] };
      for (const { name, args } of calls) {
        const called = functions.get(name);
        if (called === undefined) throw new Error(`function ${name} is not registered`);
        const stranger = Object.keys(args).find((one) => !(one in called.args));
        if (stranger !== undefined) throw new Error(`function ${name} knows no argument ${stranger}`);
        value = Layers.parse(await called.fn(value, args, { getSearchContext: () => searchContext }));
      }
      return Layers.parse(value).layers;
    },
  };
}
