import { expect, test } from 'vitest';
import type { Config } from './config.ts';
import { settingsOf } from './settings.ts';

const config = (change: Partial<Config>): Config => ({
  enabled: true,
  mode: 'auto',
  serviceUrl: undefined,
  apiKey: undefined,
  timeout: { asMilliseconds: () => 15_000 },
  certificateAuthorities: [],
  readRoles: ['*'],
  writeRoles: ['all_access'],
  ...change,
});

test('without an address the indices are read', () => {
  expect(settingsOf(config({}))).toMatchObject({ mode: 'index', service: undefined, problem: undefined });
});

test('an address and a key make service mode; index stays index', () => {
  const given = { serviceUrl: 'http://lapwing.example:8787/', apiKey: 'k' };
  expect(settingsOf(config(given))).toMatchObject({
    mode: 'service',
    service: { url: 'http://lapwing.example:8787', key: 'k', timeoutMs: 15_000 },
  });
  expect(settingsOf(config({ ...given, mode: 'index' })).mode).toBe('index');
});

test('what is missing is named, and keeps nobody from starting', () => {
  expect(settingsOf(config({ mode: 'service' })).problem?.hint).toContain('lapwingAnomaly.serviceUrl');
  const service = { serviceUrl: 'http://lapwing.example' };
  expect(settingsOf(config(service)).problem?.hint).toContain('lapwingAnomaly.apiKey');
  const wrong = config({ ...service, apiKey: 'k', certificateAuthorities: ['/nowhere/ca.pem'] });
  expect(settingsOf(wrong)).toMatchObject({
    service: undefined,
    problem: { title: 'A certificate can’t be read' },
  });
});
