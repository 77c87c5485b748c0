import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { ACCESS_TOKEN_SECONDS, AccessTokens } from './access-token.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const SECRET = 'a secret of the tests';
const tokens = new AccessTokens(SECRET);
const claims = { username: 'ada', session: 's1', issuedAt: NOW + 123 };

test('a token tells who it was made for until it expires', async () => {
  const token = await tokens.sign(claims);
  expect(await tokens.read(token, NOW + 1000)).toEqual(claims);
  const end = NOW + ACCESS_TOKEN_SECONDS * 1000;
  expect(await tokens.read(token, end - 1000)).toEqual(claims);
  await expect(tokens.read(token, end)).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
    message: expect.stringContaining('expired'),
  });
});

function unsigned(header: object, payload: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part(header)}.${part(payload)}.`;
}
const good = {
  sub: 'ada',
  sid: 's1',
  iat_ms: NOW,
  iat: NOW / 1000,
  exp: NOW / 1000 + 900,
  iss: 'lapwing',
  aud: 'lapwing-api',
};
async function signed(payload: object, secret = SECRET, alg = 'HS256', typ = 'at+jwt'): Promise<string> {
  return new SignJWT({ ...payload }).setProtectedHeader({ alg, typ }).sign(new TextEncoder().encode(secret));
}

test('the forger of these tests could make a good one', async () => {
  expect(await tokens.read(await signed(good), NOW)).toMatchObject({ username: 'ada' });
});

test.each<[string, () => string | Promise<string>]>([
  ['no algorithm', () => unsigned({ alg: 'none', typ: 'at+jwt' }, good)],
  ['another key', () => signed(good, 'another secret of the tests')],
  ['another algorithm', () => signed(good, SECRET, 'HS512')],
  ['another kind of token', () => signed(good, SECRET, 'HS256', 'JWT')],
  ['another issuer', () => signed({ ...good, iss: 'grafana' })],
  ['another audience', () => signed({ ...good, aud: 'grafana' })],
  ['no expiry', () => signed({ ...good, exp: undefined })],
  ['no subject', () => signed({ ...good, sub: undefined })],
  ['no session', () => signed({ ...good, sid: undefined })],
  [
    'a changed payload',
    async () =>
      (await signed(good)).replace(
        /\.[^.]+\./,
        `.${Buffer.from(JSON.stringify({ ...good, sub: 'eve' })).toString('base64url')}.`,
      ),
  ],
  ['nothing', () => ''],
  ['garbage', () => 'a.b.c'],
])('a token with %s is refused', async (_, make) => {
  await expect(tokens.read(await make(), NOW)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});
