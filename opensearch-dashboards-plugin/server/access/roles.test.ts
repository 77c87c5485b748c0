import { expect, test } from 'vitest';
import { whyNotAllowed } from './roles.ts';

const SETTING = 'lapwingAnomaly.writeRoles';
const client = (request: () => Promise<{ body: unknown }>) => ({ transport: { request } });
const withRoles = (...roles: string[]) =>
  client(() => Promise.resolve({ body: { user_name: 'ann', roles } }));
const refusing = (statusCode: number) =>
  client(() => Promise.reject(Object.assign(new Error('no handler found'), { statusCode })));

test('one of the roles is enough', async () => {
  expect(await whyNotAllowed(withRoles('reader', 'ops'), ['ops', 'all_access'], SETTING, 1000)).toBe('');
  expect(await whyNotAllowed(withRoles('reader'), ['ops'], SETTING, 1000)).toContain(SETTING);
});

test('where nobody can be told apart nobody is allowed, unless everybody is', async () => {
  expect(await whyNotAllowed(refusing(400), ['ops'], SETTING, 1000)).toContain('no security plugin');
  expect(await whyNotAllowed(refusing(400), ['*'], SETTING, 1000)).toBe('');
});

test('a failure is no permission', async () => {
  await expect(whyNotAllowed(refusing(503), ['ops'], SETTING, 1000)).rejects.toThrow('did not say who');
  await expect(
    whyNotAllowed(
      client(() => Promise.resolve({ body: {} })),
      ['ops'],
      SETTING,
      1000,
    ),
  ).rejects.toThrow();
});
