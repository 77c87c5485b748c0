import type { CoreSetup, CoreStart, PluginInitializerContext } from '../types/core-server.ts';
import { registerAlerting } from './alerting/register.ts';
import type { Backend } from './backend/backend.ts';
import { type Config, configSchema } from './config.ts';
import { indexBackend } from './index/index-backend.ts';
import { type Answering, registerRoutes } from './routes.ts';
import { serviceBackend } from './service/service-backend.ts';
import { type Settings, settingsOf } from './settings.ts';
import { checkAtStart } from './start-check.ts';
import { registerStatus } from './status.ts';

/** Nothing of it is exposed to the browser: it holds the service's key. */
export const config = { schema: configSchema };

/** The server half: asks the service, or the indices that it writes, for the browser. */
export function plugin(context: PluginInitializerContext<Config>): {
  setup: (core: CoreSetup) => Promise<void>;
  start: (core: CoreStart) => void;
  stop: () => void;
} {
  const logger = context.logger.get();
  let answering: Answering | undefined;
  return {
    async setup(core) {
      const settings = settingsOf(await firstOf(context.config.create()));
      answering = { settings, backend: backendOf(settings), logger };
      const router = core.http.createRouter();
      registerRoutes(router, answering);
      registerStatus(router, answering, context.env.packageInfo.version);
      registerAlerting(router, answering);
    },
    start(core) {
      if (answering) void checkAtStart(answering, core.opensearch.client.asInternalUser);
    },
    stop: () => undefined,
  };
}

function backendOf({ mode, service, timeoutMs }: Settings): Backend | undefined {
  if (mode === 'index') return indexBackend(timeoutMs, Date.now);
  return service && serviceBackend(service);
}

/** The first that an observable tells. */
function firstOf<T>(source: { subscribe(next: (value: T) => void): { unsubscribe(): void } }): Promise<T> {
  return new Promise((resolve) => {
    source.subscribe(resolve);
  });
}
