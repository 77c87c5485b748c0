import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { ConfigError } from './config-error.ts';
import { fromEnvironment, type Environment } from './environment.ts';
import { fillVariables, readSecretFiles } from './fill-in.ts';
import { settingFaults } from './issues.ts';
import { lineOf, spell } from './place.ts';
import { Config } from './schema.ts';

const DEFAULT_FILE = 'lapwing.yaml';

export interface LoadedConfig {
  config: Config;
  /** The file that was read; undefined when there is none and the defaults hold. */
  file: string | undefined;
}

/**
 * The configuration: the file (`lapwing.yaml` of the working folder unless told), with the environment before it.
 * Relative paths begin at the file's folder. Throws ConfigError that names every wrong setting with its line.
 */
export function loadConfig(given: string | undefined, env: Environment): LoadedConfig {
  const file = given ?? (existsSync(DEFAULT_FILE) ? DEFAULT_FILE : undefined);
  const text = file === undefined ? '' : readText(file);
  const shown = file ?? 'defaults';
  const folder = path.resolve(path.dirname(file ?? '.'));
  const config = parseConfig(text, shown, folder, env);
  return { config, file };
}

/** As `loadConfig`, for a file's text. */
export function parseConfig(text: string, shown: string, folder: string, env: Environment): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  // The first error alone: the ones behind it follow from it.
  const [broken] = document.errors;
  if (broken !== undefined) {
    // The library draws the place below its first line.
    const message = broken.message.split('\n')[0].replace(/ at line \d+, column \d+:?$/, '');
    throw new ConfigError(shown, [
      { path: '', line: lineAt(broken.pos[0]), message: `is no YAML: ${message}` },
    ]);
  }
  const faults = [...fillVariables(document, env, lineAt), ...readSecretFiles(document, folder, lineAt)];
  if (faults.length > 0) throw new ConfigError(shown, faults);
  const input = toValues(document, shown);
  const overridden = override(input, env);
  const parsed = Config.safeParse(input);
  if (!parsed.success) {
    throw new ConfigError(
      shown,
      settingFaults(Config, parsed.error).map(({ path: at, message }) => {
        const variable = overridden.get(spell(at));
        if (variable !== undefined) return { path: `(${variable})`, line: undefined, message };
        return { path: spell(at), line: lineOf(document, at, lineAt), message };
      }),
    );
  }
  return rooted(parsed.data, folder);
}

/** The file's values; an alias without an anchor shows only here, and without its place. */
function toValues(document: Document, shown: string): unknown {
  try {
    return document.toJS() ?? {};
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause;
    const message = `is no YAML: ${cause.message}; quote a value that begins with "*"`;
    throw new ConfigError(shown, [{ path: '', line: undefined, message }], { cause });
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(file, [{ path: '', line: undefined, message: `cannot be read: ${message}` }], {
      cause,
    });
  }
}

/** Puts what the environment gives into `input`; says which setting came from which variable. */
function override(input: unknown, env: Environment): Map<string, string> {
  const overridden = new Map<string, string>();
  // A file that is no map is refused as a whole.
  if (!isSettings(input)) return overridden;
  for (const { variable, path: at, value } of fromEnvironment(env)) {
    const [section, key] = at;
    const before = input[section];
    input[section] = { ...(isSettings(before) ? before : {}), [key]: value };
    overridden.set(spell(at), variable);
  }
  return overridden;
}

function isSettings(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Relative paths begin where the file is. */
function rooted(config: Config, folder: string): Config {
  const sources = Object.entries(config.sources).map(([name, source]) => [
    name,
    source.type === 'csv' ? { ...source, path: path.resolve(folder, source.path) } : source,
  ]);
  const calendars = Object.entries(config.calendars).map(([name, calendar]) => [
    name,
    calendar.file === undefined ? calendar : { ...calendar, file: path.resolve(folder, calendar.file) },
  ]);
  return {
    ...config,
    data: { ...config.data, folder: path.resolve(folder, config.data.folder) },
    sources: Object.fromEntries(sources) as Config['sources'],
    calendars: Object.fromEntries(calendars) as Config['calendars'],
  };
}
