import { readFileSync } from 'node:fs';
import type { Config } from './config.ts';

export interface ServiceAddress {
  /** Without a slash at its end. */
  url: string;
  key: string;
  timeoutMs: number;
  /** PEM; undefined: those that Node.js brings along. */
  authorities: string[] | undefined;
}

export interface Settings {
  mode: 'service' | 'index';
  /** Undefined in index mode, and where the settings don't suffice: `problem` says why. */
  service: ServiceAddress | undefined;
  problem: { title: string; hint: string } | undefined;
  readRoles: readonly string[];
  writeRoles: readonly string[];
  timeoutMs: number;
}

/** The settings, with what follows from them. */
export function settingsOf(config: Config): Settings {
  const { serviceUrl, apiKey, readRoles, writeRoles } = config;
  const mode = config.mode === 'auto' ? (serviceUrl === undefined ? 'index' : 'service') : config.mode;
  const timeoutMs = config.timeout.asMilliseconds();
  const common = { mode, readRoles, writeRoles, timeoutMs } as const;
  if (mode === 'index') return { ...common, service: undefined, problem: undefined };
  if (serviceUrl === undefined || apiKey === undefined) {
    return { ...common, service: undefined, problem: missing(serviceUrl === undefined) };
  }
  const { authorities, problem } = read(config.certificateAuthorities);
  if (problem !== undefined) return { ...common, service: undefined, problem };
  const url = serviceUrl.replace(/\/+$/, '');
  return { ...common, service: { url, key: apiKey, timeoutMs, authorities }, problem: undefined };
}

/** PEM files of authorities. One that is not there must not keep OpenSearch Dashboards from starting. */
function read(files: readonly string[]): {
  authorities: string[] | undefined;
  problem?: { title: string; hint: string };
} {
  try {
    return { authorities: files.length > 0 ? files.map((file) => readFileSync(file, 'utf8')) : undefined };
  } catch (error) {
    const hint = `Correct lapwingAnomaly.certificateAuthorities: ${error instanceof Error ? error.message : String(error)}.`;
    return { authorities: undefined, problem: { title: 'A certificate can’t be read', hint } };
  }
}

function missing(address: boolean): { title: string; hint: string } {
  return address
    ? {
        title: 'Lapwing’s address is missing',
        hint: 'Set lapwingAnomaly.serviceUrl in opensearch_dashboards.yml, or lapwingAnomaly.mode to index.',
      }
    : {
        title: 'Lapwing’s key is missing',
        hint: 'Make an API key in the service and set lapwingAnomaly.apiKey, best in OpenSearch Dashboards’ keystore.',
      };
}
