import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/** The checkout. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

export function textOf(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** A YAML or JSON file; `merge` reads the `<<` of YAML 1.1, which compose files use. */
export function dataOf(file: string): unknown {
  return parse(textOf(file), { merge: true });
}

/** Files below `folder` with this ending, as paths from the checkout's root. */
export function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`)
    .sort();
}

export function isThere(file: string): boolean {
  return existsSync(path.join(ROOT, file));
}
