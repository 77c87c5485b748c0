// The script that every page loads: registrations alone. What is shown is imported when it is first wanted.
import type { CoreSetup, CoreStart } from '../types/core-public.ts';
import { PARTS } from './parts.ts';

type Plugins = Readonly<Record<string, unknown>>;

export function plugin(): {
  setup: (core: CoreSetup, plugins: Plugins) => void;
  start: (core: CoreStart, plugins: Plugins) => void;
  stop: () => void;
} {
  return {
    setup: (core, plugins) => PARTS.forEach((part) => part.setup?.(core, plugins)),
    start: (core, plugins) => PARTS.forEach((part) => part.start?.(core, plugins)),
    stop: () => undefined,
  };
}
