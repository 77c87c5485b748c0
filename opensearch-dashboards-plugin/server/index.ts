import { schema } from '@osd/config-schema';
import { API_ROOT } from '../common/ids.ts';
import type { CoreSetup, PluginInitializerContext } from '../types/core-server.ts';
import { type Config, configSchema } from './config.ts';

export const config = { schema: configSchema };

export function plugin(_context: PluginInitializerContext<Config>): {
  setup: (core: CoreSetup) => void;
  start: () => void;
  stop: () => void;
} {
  return {
    setup(core) {
      const router = core.http.createRouter();
      router.get(
        { path: `${API_ROOT}/status`, validate: { query: schema.object({}) } },
        async (_ctx, _request, response) => response.ok({ body: {} }),
      );
    },
    start: () => undefined,
    stop: () => undefined,
  };
}
