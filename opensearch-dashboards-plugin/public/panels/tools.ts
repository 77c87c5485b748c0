import type { CoreStart } from '../../types/core-public.ts';
import type { DataStart } from '../../types/dashboards.ts';
import { contractOf } from '../contract.ts';

type Tools = Awaited<ReturnType<typeof load>>;
const made = new WeakMap<CoreStart, Promise<Tools>>();

/** What looks at panels, loaded when the first panel is looked at: one for all parts, so that they ask together. */
export function panelTools(core: CoreStart, data: DataStart): Promise<Tools> {
  const before = made.get(core);
  if (before !== undefined) return before;
  const loading = load(core, data);
  made.set(core, loading);
  return loading;
}

async function load(core: CoreStart, data: DataStart) {
  const { badgeText, openWatch } = await import('./watch.chunk.ts');
  return { badgeText, watch: openWatch(core.http, data) };
}

/** The contract of `data`, which is required, as far as panels need it. */
export function dataOf(plugins: Readonly<Record<string, unknown>>): DataStart | undefined {
  return contractOf<DataStart>(plugins, 'data', ['query']);
}
