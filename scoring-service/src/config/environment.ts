/**
 * Settings that an environment variable can give, which goes before the file: `server.port` is LAPWING_SERVER_PORT.
 * Lists and sources stand in the file, with `${NAME}` where the environment fills something in.
 */
const SETTINGS = [
  'server.host',
  'server.port',
  'server.trusted_proxies',
  'data.folder',
  'data.retention',
  'auth.admin_password',
  'ingest.enabled',
  'ingest.interval',
  'ingest.delay',
  'ingest.keep',
  'ingest.direction',
  'ingest.open_at',
  'ingest.alert_at',
  'ingest.max_signals',
  ...(['enabled', 'interval', 'delay', 'keep', 'resolution', 'operations'] as const).map(
    (name) => `traces.${name}` as const,
  ),
  'telemetry.metrics_key',
  'log.level',
] as const;

const PREFIX = 'LAPWING_';
const BY_NAME = new Map(SETTINGS.map((path) => [variableOf(path), path.split('.')]));
/** Read elsewhere: the folder of data sets that benches measure with. */
const OTHERS: ReadonlySet<string> = new Set(['LAPWING_DATASETS']);

function variableOf(path: string): string {
  return PREFIX + path.toUpperCase().replaceAll('.', '_');
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The settings that the environment gives. */
export function fromEnvironment(env: Environment): { variable: string; path: string[]; value: string }[] {
  const found: { variable: string; path: string[]; value: string }[] = [];
  for (const [variable, path] of BY_NAME) {
    const value = env[variable];
    if (value !== undefined) found.push({ variable, path, value });
  }
  return found;
}

const VARIABLE = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

/** `text` with every `${NAME}` and `${NAME:-default}` filled in; `$${` stands for `${`. Names what is not set. */
export function fillIn(text: string, env: Environment): { text: string } | { missing: string } {
  let missing: string | undefined;
  const filled = text.replaceAll(VARIABLE, (whole: string, name?: string, otherwise?: string) => {
    if (name === undefined) return whole.slice(1);
    const value = env[name] ?? otherwise;
    if (value === undefined) missing ??= name;
    return value ?? '';
  });
  return missing === undefined ? { text: filled } : { missing };
}

/** Variables of ours that mean nothing: most likely misspelt. */
export function unknownVariables(env: Environment): string[] {
  return Object.keys(env).filter(
    (name) => name.startsWith(PREFIX) && !BY_NAME.has(name) && !OTHERS.has(name),
  );
}
