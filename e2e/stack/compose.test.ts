import { mkdtempSync, readFileSync, readdirSync, rmSync, cpSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { parseConfig } from '../../scoring-service/src/config/load.ts';
import { ROOT, dataOf, isThere, textOf } from './files.ts';
import { needProgram } from './need-program.ts';
import { run } from './run-program.ts';

/** The library that `docker compose` reads its files with, and its newest version at the time of writing. */
const LOADER = 'github.com/compose-spec/compose-go/v2/cmd@v2.16.2';

const Service = z.looseObject({
  image: z.string(),
  build: z.looseObject({ dockerfile: z.string() }).optional(),
  profiles: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  secrets: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  mem_limit: z.string(),
  healthcheck: z.unknown().optional(),
  depends_on: z.record(z.string(), z.looseObject({ condition: z.string() })).default({}),
});
const Compose = z.strictObject({
  name: z.literal('lapwing'),
  'x-restart': z.unknown(),
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.null()),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
});
const { services, volumes, secrets } = Compose.parse(dataOf('docker-compose.yml'));
const entries = Object.entries(services);

/** The secrets that prepare.sh makes, in a folder of their own. */
function preparedSecrets(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-prepare-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const file of ['docker/prepare.sh', '.env.example']) {
    cpSync(path.join(ROOT, file), path.join(folder, file), { recursive: true });
  }
  const { status, output } = run('sh', [path.join(folder, 'docker/prepare.sh')]);
  expect(status, output).toBe(0);
  expect(readFileSync(path.join(folder, '.env'), 'utf8')).toBe(textOf('.env.example'));
  return path.join(folder, 'docker', 'secrets');
}

describe('docker-compose.yml', () => {
  test.each(entries)('%s: a version, a limit, a health check, and this machine alone', (name, service) => {
    expect(service.image, 'a pinned version').toMatch(/:\$\{\w+:-(v?\d+\.\d+(\.\d+)?|local)\}$/);
    expect(service.mem_limit).toMatch(/^(\d+[mg]|\$\{\w+:-\d+[mg]\})$/);
    for (const port of service.ports) expect(port).toMatch(/^127\.0\.0\.1:\$\{\w+:-\d+\}:\d+$/);
    // The service's is in its image; Fluent Bit's image has nothing to check with.
    if (!['lapwing', 'fluent-bit'].includes(name)) expect(service.healthcheck).toBeDefined();
    for (const volume of service.volumes) {
      const [from] = volume.split(':');
      if (from.startsWith('./')) expect(isThere(from), `${name} mounts ${from}`).toBe(true);
      else if (!from.startsWith('$')) expect(volumes).toHaveProperty(from);
    }
    if (service.build !== undefined) expect(isThere(service.build.dockerfile)).toBe(true);
    for (const other of Object.keys(service.depends_on)) {
      // What is waited for is up whenever this is.
      const theirs = services[other].profiles;
      if (theirs !== undefined)
        expect(theirs).toEqual(expect.arrayContaining(service.profiles ?? ['always']));
    }
  });

  test('secrets are files that prepare.sh makes, and none stands in the environment', () => {
    const made = readdirSync(preparedSecrets()).sort();
    expect(Object.keys(secrets).sort()).toEqual(made);
    const used = new Set(entries.flatMap(([, service]) => service.secrets));
    expect([...used].sort()).toEqual(made);
    for (const [name, { environment = {}, secrets: own }] of entries) {
      for (const [variable, value] of Object.entries(environment)) {
        if (/PASSWORD|SECRET|TOKEN|KEY/.test(variable)) expect(variable, name).toMatch(/FILE|FOLDER/);
        const [, file] = /^\/run\/secrets\/(\w+)$/.exec(value) ?? [];
        if (file !== undefined) expect(own, `${name} reads ${file}`).toContain(file);
      }
    }
  });

  test('its versions and profiles are those of .env.example', () => {
    const example = new Map(
      [...textOf('.env.example').matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    );
    for (const [, name, value] of textOf('docker-compose.yml').matchAll(/\$\{(\w+):-([^}]*)\}/g)) {
      if (example.has(name)) expect(example.get(name), name).toBe(value);
    }
    const profiles = new Set(entries.flatMap(([, service]) => service.profiles ?? []));
    expect(example.get('COMPOSE_PROFILES')?.split(',').sort()).toEqual([...profiles].sort());
  });

  test("the service's configuration is whole, with the secrets that it is given", () => {
    const folder = preparedSecrets();
    const given = services['lapwing'].secrets;
    const text = textOf('provisioning/lapwing/lapwing.yaml');
    for (const [, name] of text.matchAll(/file:\/run\/secrets\/(\w+)/g)) expect(given).toContain(name);
    const config = parseConfig(text.replaceAll('/run/secrets', folder), 'lapwing.yaml', folder, {});
    expect(config.detectors.map(({ id }) => id)).toEqual([
      'log-volume',
      'log-errors',
      'shop-metrics',
      'calls',
    ]);
  });
});

needProgram('go', 'version', { inCi: false })("docker-compose.yml, by docker compose's own loader", () => {
  test.each(['', 'logs,dashboards,alerts,traces,shop'])('profiles "%s"', (profiles) => {
    const { status, output } = run('go', ['run', LOADER, 'docker-compose.yml'], {
      COMPOSE_PROFILES: profiles,
      GOFLAGS: '-mod=mod',
    });
    expect(status, output).toBe(0);
    for (const [name] of entries.filter(([, service]) => service.profiles === undefined)) {
      expect(output).toContain(`    ${name}:\n`);
    }
  });
});
