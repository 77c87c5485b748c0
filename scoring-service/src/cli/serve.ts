import pino from 'pino';
import { ConfigError } from '../config/config-error.ts';
import { unknownVariables } from '../config/environment.ts';
import { loadConfig } from '../config/load.ts';
import { LapwingError } from '../errors.ts';
import { startService } from '../service.ts';
import { explain } from './explain.ts';

/** Names under which a secret could stand in what is logged. */
const SECRETS = ['password', 'token', 'key', 'authorization', 'admin_password', 'metrics_key'];

/** Runs the service until it is told to stop; answers the exit code. */
export async function serve(file: string | undefined, version: string): Promise<number> {
  try {
    const { config, file: read } = loadConfig(file, process.env);
    const log = pino({
      level: config.log.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '***' },
    });
    for (const variable of unknownVariables(process.env)) {
      log.warn({ variable }, 'this variable is no setting: see the guide to the configuration');
    }
    const stopping = stopRequested();
    const service = await startService(config, {
      now: Date.now,
      random: Math.random,
      log,
      version,
      onFirstPassword: sayPassword,
    });
    log.info({ url: service.url, config: read ?? 'defaults', data: config.data.folder }, 'lapwing is up');
    const why = await stopping;
    log.info({ why }, 'stopping');
    await service.stop();
    log.info('stopped');
    return 0;
  } catch (error) {
    console.error(explain(error));
    if (error instanceof ConfigError || error instanceof LapwingError) return 1;
    throw error;
  }
}

/** Resolves at the first SIGTERM or SIGINT; a second one ends the process at once. */
function stopRequested(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        resolve(signal);
        process.once(signal, () => process.exit(1));
      });
    }
  });
}

/** To the terminal and not to the log: logs travel. */
function sayPassword(username: string, password: string): void {
  console.error(
    `\nThe first start made the user "${username}" with the password\n\n    ${password}\n\nIt is not told again. Change it with POST /auth/password.\n`,
  );
}
