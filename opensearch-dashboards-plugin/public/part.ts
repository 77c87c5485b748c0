import type { CoreSetup, CoreStart } from '../types/core-public.ts';

/** What one part of the plugin does when a page starts. Others' contracts are read by a schema: they may be absent. */
export interface Part {
  setup?(core: CoreSetup, plugins: Readonly<Record<string, unknown>>): void;
  start?(core: CoreStart, plugins: Readonly<Record<string, unknown>>): void;
}
