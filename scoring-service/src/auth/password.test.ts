import { expect, test } from 'vitest';
import { PASSWORD_COST, hashPassword, passwordMatches } from './password.ts';

const cheap = { logN: 4, r: 8, p: 1 };

test('a password matches its own hash and no other', async () => {
  const hash = await hashPassword('correct horse', cheap);
  expect(await passwordMatches('correct horse', hash)).toBe(true);
  expect(await passwordMatches('correct horsf', hash)).toBe(false);
  expect(await passwordMatches('', hash)).toBe(false);
});

test('the default cost works, is told in the hash, and the same password gives another hash each time', async () => {
  const [one, two] = await Promise.all([hashPassword('x'), hashPassword('x')]);
  expect(one).toMatch(/^scrypt\$15\$8\$3\$/);
  expect(one).not.toBe(two);
  expect(await passwordMatches('x', one)).toBe(true);
  expect(128 * 2 ** PASSWORD_COST.logN * PASSWORD_COST.r, 'bytes of memory').toBe(33_554_432);
});

test('composed and decomposed letters are one password', async () => {
  const hash = await hashPassword('caf\u00e9', cheap);
  expect(await passwordMatches('cafe\u0301', hash)).toBe(true);
});

test('a hash from another program is an error, not a wrong guess', async () => {
  await expect(passwordMatches('x', '$2b$10$abc')).rejects.toThrow('scrypt$logN');
});
