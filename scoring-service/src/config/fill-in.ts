import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isScalar, visit, type Document } from 'yaml';
import type { ConfigFault } from './config-error.ts';
import { fillIn, type Environment } from './environment.ts';
import { pathOf, type LineAt } from './place.ts';

const FROM_FILE = 'file:';
/** Where a text may be `file:/path`: what is secret, and certificates. */
const SECRET_KEYS = new Set([
  ...['password', 'token', 'key', 'admin_password', 'metrics_key', 'ca'],
  // Of alert channels.
  ...['webhook_url', 'routing_key', 'secret'],
]);

/** Fills in every `${NAME}` of the document's values. Gives those that the environment doesn't have. */
export function fillVariables(document: Document, env: Environment, lineAt: LineAt): ConfigFault[] {
  const faults: ConfigFault[] = [];
  visit(document, {
    Scalar(key, node, ancestors) {
      if (key === 'key' || typeof node.value !== 'string' || !node.value.includes('${')) return;
      const filled = fillIn(node.value, env);
      if ('text' in filled) node.value = filled.text;
      else {
        const line = lineAt(node.range?.[0] ?? 0);
        faults.push({
          path: pathOf(ancestors),
          line,
          message: `needs the variable ${filled.missing}, which is not set`,
        });
      }
    },
  });
  return faults;
}

/** Puts the content of the file in the place of `file:/path`. Gives those that cannot be read. */
export function readSecretFiles(document: Document, folder: string, lineAt: LineAt): ConfigFault[] {
  const faults: ConfigFault[] = [];
  visit(document, {
    Pair(_, pair, ancestors) {
      if (!isScalar(pair.key) || !isScalar(pair.value) || !SECRET_KEYS.has(String(pair.key.value))) return;
      const { value } = pair;
      if (typeof value.value !== 'string' || !value.value.startsWith(FROM_FILE)) return;
      const file = path.resolve(folder, value.value.slice(FROM_FILE.length));
      try {
        value.value = readFileSync(file, 'utf8').trim();
      } catch (cause) {
        const message = `cannot be read from ${file}: ${cause instanceof Error ? cause.message : String(cause)}`;
        const line = lineAt(value.range?.[0] ?? 0);
        faults.push({ path: pathOf([...ancestors, pair]), line, message });
      }
    },
  });
  return faults;
}
