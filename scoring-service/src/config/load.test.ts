import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { ConfigError } from './config-error.ts';
import { unknownVariables, type Environment } from './environment.ts';
import { loadConfig, parseConfig } from './load.ts';
import type { Config } from './schema.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function parse(text: string, env: Environment = {}): Config {
  return parseConfig(text, 'lapwing.yaml', folder, env);
}
function refusal(text: string, env: Environment = {}): string {
  try {
    parse(text, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('it was accepted');
}

const SOURCES = `
sources:
  logs: { type: opensearch, url: 'http://127.0.0.1:9200' }
`;

test('an empty file gives a service for sent readings on this machine alone', () => {
  const config = parse('');
  expect(config.server).toEqual({ host: '127.0.0.1', port: 8787 });
  expect(config.data).toEqual({
    folder: path.join(folder, 'lapwing-data'),
    retention: '90d',
    snapshot_every: '1m',
  });
  expect(config.ingest).toMatchObject({ enabled: true, interval: '1m' });
  expect(config.detectors).toEqual([]);
});

test('a whole file', () => {
  const config = parse(
    `
server: { host: 0.0.0.0, port: 9000 }
data: { folder: /var/lib/lapwing, retention: 30d }
auth:
  api_keys:
    - { name: grafana, role: viewer, key: lpw_0123456789012345678901 }
sources:
  logs:
    type: opensearch
    url: https://search:9200
    auth: { type: basic, username: lapwing, password: '\${PASSWORD}' }
    tls: { insecure: true }
    timeout: 20s
  prom: { type: prometheus, url: http://prometheus:9090 }
  files: { type: csv, path: data/*.csv }
output:
  opensearch: { url: https://search:9200, retention_days: 30 }
detectors:
  - id: errors
    name: Errors
    source: logs
    kind: log
    query: { type: opensearch, index: logs-*, split_by: [service], measure: { type: count } }
`,
    { PASSWORD: 'pa$$ #:word' },
  );
  expect(config.sources['logs']).toMatchObject({ auth: { password: 'pa$$ #:word' } });
  expect(config.sources['files']).toMatchObject({ path: path.join(folder, 'data/*.csv') });
  expect(config.output.opensearch).toMatchObject({ retention_days: 30, scores: 'all' });
  expect(config.detectors[0]).toMatchObject({ interval: '1m', delay: '30s' });
});

describe('a wrong setting is named with its line and what is allowed', () => {
  test.each([
    ['server:\n  prot: 1', 'lapwing.yaml:2: server.prot is not a setting; did you mean "port"?'],
    ['servers: {}', 'lapwing.yaml:1: servers is not a setting; did you mean "server"?'],
    ['server:\n  xyzzy: 1', 'allowed here: cors_origins, host, port, rate_limits, trusted_proxies'],
    ['server:\n\n  port: 70000', 'lapwing.yaml:3: server.port must be a whole number from 0 to 65535'],
    ['server: { port: abc }', 'server.port must be a whole number'],
    ['log: { level: loud }', 'log.level must be one of trace, debug, info, warn, error, silent'],
    ['data:\n  retention: -3d', 'lapwing.yaml:2: data.retention must be a whole number above 0'],
    ['data: { retention: 1h }', 'data.retention must lie between 1d and 520w'],
    ['server: 3', 'lapwing.yaml:1: server must be object, not number'],
    ['sources:\n  a: { type: mongo }', 'lapwing.yaml:2: sources.a.type is missing or unknown'],
    ['sources:\n  a: { type: prometheus }', 'lapwing.yaml:2: sources.a.url is missing'],
    [
      'sources:\n  a:\n    type: prometheus\n    url: http://p\n    ulr: x',
      'lapwing.yaml:5: sources.a.ulr is not a setting; did you mean "url"?',
    ],
    ['sources: { ingest: { type: csv, path: x } }', 'must not be "ingest"'],
    [
      `${SOURCES}\ndetectors:\n  - id: a\n    name: A\n    source: nowhere\n    kind: log\n    query: { type: ingest }`,
      'detectors[0].source there is no source "nowhere": must be one of ingest, entities, otlp, behaviour, logs',
    ],
    [
      `${SOURCES}\ndetectors:\n  - id: a\n    name: A\n    source: logs\n    kind: log\n    query: { type: ingest }`,
      'lapwing.yaml:10: detectors[0].query.type must be "opensearch"',
    ],
    [
      'detectors:\n  - id: a\n    nmae: A',
      'lapwing.yaml:3: detectors[0].nmae is not a setting; did you mean "name"?',
    ],
    [
      'detectors:\n  - { id: ingest, name: A, source: ingest, kind: metric, query: { type: ingest } }',
      'there is another detector "ingest"',
    ],
    ['a: [', 'lapwing.yaml:1: '],
    ['server: {}\nserver: {}', 'Map keys must be unique'],
    ['- a', 'lapwing.yaml: must be object, not array'],
    [
      'sources:\n  a: { type: prometheus, url: "ftp://x" }',
      'sources.a.url must be an http:// or https:// address',
    ],
  ])('%j', (text, message) => {
    expect(refusal(text)).toContain(message);
  });

  test('all faults at once', () => {
    expect(refusal('server: { port: -1 }\nlog: { level: x }').split('\n')).toHaveLength(2);
  });
});

describe('environment', () => {
  test('goes before the file', () => {
    const config = parse('server: { port: 1 }', { LAPWING_SERVER_PORT: '9000', LAPWING_LOG_LEVEL: 'debug' });
    expect(config.server.port).toBe(9000);
    expect(config.log.level).toBe('debug');
  });
  test('a wrong value names the variable', () => {
    expect(refusal('', { LAPWING_SERVER_PORT: 'x' })).toBe(
      'lapwing.yaml: (LAPWING_SERVER_PORT) must be a whole number from 0 to 65535',
    );
  });
  test('a missing variable is named with its place', () => {
    expect(refusal('server:\n  host: ${NOWHERE}')).toBe(
      'lapwing.yaml:2: server.host needs the variable NOWHERE, which is not set',
    );
  });
  test('defaults, and $${ for ${', () => {
    expect(parse('server: { host: "${HOST:-localhost}" }').server.host).toBe('localhost');
    expect(parse('data:\n  folder: /a/$${b}').data.folder).toBe('/a/${b}');
  });
  test('misspelt variables are found', () => {
    expect(unknownVariables({ LAPWING_PORT: '1', LAPWING_SERVER_PORT: '1', HOME: '/' })).toEqual([
      'LAPWING_PORT',
    ]);
  });
});

test('secrets from files', () => {
  writeFileSync(path.join(folder, 'secret'), 'correct horse battery\n');
  expect(parse('auth: { admin_password: "file:secret" }').auth.admin_password).toBe('correct horse battery');
  expect(refusal('auth:\n  admin_password: file:none')).toContain(
    'lapwing.yaml:2: auth.admin_password cannot be read from',
  );
});

test('a file that is asked for must be there', () => {
  expect(() => loadConfig(path.join(folder, 'none.yaml'), {})).toThrow(ConfigError);
});

test('an alias without its anchor', () => {
  expect(refusal('server: *host')).toContain(
    'is no YAML: Unresolved alias (the anchor must be set before the alias): host; quote a value that begins with "*"',
  );
});

test('garbage is refused as a configuration error, never as anything else', () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom('server:', '  port: 1', 'detectors:', '- id: a', '${X}', 'a: &a [*a]'),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
      try {
        parse(lines.join('\n'));
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
      }
    }),
    { numRuns: 300, examples: [[['*!']]] },
  );
});
