import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { ROOT, dataOf, filesBelow, isThere, textOf } from './files.ts';
import { needProgram } from './need-program.ts';
import { run } from './run-program.ts';

const MAINS = ['host', 'kubernetes', 'compose'];

const Plugin = z.looseObject({ name: z.string() });
const Config = z.strictObject({
  env: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  includes: z.array(z.string()).optional(),
  service: z.record(z.string(), z.unknown()).optional(),
  parsers: z.array(Plugin).optional(),
  multiline_parsers: z.array(Plugin).optional(),
  pipeline: z
    .strictObject({
      inputs: z.array(Plugin).optional(),
      filters: z.array(Plugin).optional(),
      outputs: z.array(Plugin).optional(),
    })
    .optional(),
});
const configOf = (file: string) => Config.parse(dataOf(`fluent-bit/${file}`));

describe('the collector', () => {
  test.each(MAINS)('%s: files that are there, variables that are set, inputs kept on disk', (main) => {
    const { env = {}, includes = [] } = configOf(`${main}.yaml`);
    expect(includes.at(-1)).toBe('common/output.yaml');
    const used = new Set<string>();
    for (const file of includes) {
      expect(isThere(`fluent-bit/${file}`), file).toBe(true);
      for (const [, name] of textOf(`fluent-bit/${file}`).matchAll(/\$\{(\w+)\}/g)) used.add(name);
      for (const input of configOf(file).pipeline?.inputs ?? []) {
        expect(input, file).toMatchObject({ 'storage.type': 'filesystem' });
      }
    }
    // The machine's name alone comes from the environment.
    expect([...used].filter((name) => !(name in env))).toEqual(['LAPWING_HOST']);
    expect(Object.keys(env).filter((name) => !used.has(name))).toEqual([]);
    expect(env['LAPWING_FORWARD_KEY']).toMatch(/^file:\/\//);
  });

  test('what leaves it is acknowledged, in a form that the aggregator reads, and tried for ever', () => {
    const [output] = configOf('common/output.yaml').pipeline?.outputs ?? [];
    expect(output).toMatchObject({
      require_ack_response: 'on',
      retain_metadata_in_forward_mode: 'off',
      retry_limit: 'no_limits',
    });
  });
});

needProgram('fluent-bit', '--version', { inCi: false })('Fluent Bit itself', () => {
  test.each(MAINS)('takes %s', (main) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-fluent-bit-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    cpSync(path.join(ROOT, 'fluent-bit'), folder, { recursive: true });
    writeFileSync(path.join(folder, 'key'), 'a key');
    const file = path.join(folder, `${main}.yaml`);
    const text = readFileSync(file, 'utf8')
      .replace(/file:\/\/\S+/, `file://${folder}/key`)
      .replace('/var/lib/fluent-bit', folder);
    writeFileSync(file, text);
    const { status, output } = run('fluent-bit', ['--dry-run', '-c', file], { LAPWING_HOST: 'here' });
    expect(output).toContain('configuration test is successful');
    expect(status).toBe(0);
  });
});

needProgram('fluentd', '--version', { inCi: false })('Fluentd itself', () => {
  test('takes the configuration, and keeps its secrets to itself', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lapwing-fluentd-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    mkdirSync(path.join(folder, 'state'));
    writeFileSync(path.join(folder, 'key'), 'a-secret-word');
    const { status, output } = run('fluentd', ['--dry-run', '-c', 'fluent-bit/fluentd/fluent.conf'], {
      LAPWING_FORWARD_KEY_FILE: path.join(folder, 'key'),
      OPENSEARCH_PASSWORD_FILE: path.join(folder, 'key'),
      LAPWING_STATE: path.join(folder, 'state'),
    });
    expect(status, output).toBe(0);
    expect(output).toContain('finished dry run mode');
    expect(output).not.toContain('a-secret-word');
    expect(readdirSync(path.join(folder, 'state'))).toEqual([]);
  });
});

needProgram('lua5.1', '-v', { inCi: true })('the shape of a document', () => {
  test('holds for the usual lines', () => {
    expect(filesBelow('fluent-bit', '.lua')).toEqual(['fluent-bit/shape.lua']);
    const { status, output } = run('lua5.1', ['e2e/stack/shape-test.lua'], { LAPWING_HOST: 'box' });
    expect(status, output).toBe(0);
    expect(output).toMatch(/^\d\d+ checks hold\n$/);
  });
});
