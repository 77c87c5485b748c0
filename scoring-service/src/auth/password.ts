import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** scrypt's work: memory is 128 · 2^logN · r bytes, time grows with p. */
export interface PasswordCost {
  logN: number;
  r: number;
  p: number;
}

/**
 * 32 MB and about a fifth of a second each: one of OWASP's equal-strength settings, and the one with the least memory,
 * so that four log-ins at once do not press the models out of a small machine. scrypt, since Node's argon2 is not yet
 * called stable.
 */
export const PASSWORD_COST: PasswordCost = { logN: 15, r: 8, p: 3 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;
const STORED = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([A-Za-z0-9_-]+)\$([A-Za-z0-9_-]+)$/;

/** `scrypt$logN$r$p$salt$hash`: its own cost beside it, so that a later cost leaves older passwords good. */
export async function hashPassword(password: string, cost: PasswordCost = PASSWORD_COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, cost);
  const numbers = `${cost.logN}$${cost.r}$${cost.p}`;
  return `scrypt$${numbers}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

/** In constant time for a given cost. Throws when `stored` is not a hash of ours: a damaged store, not a wrong guess. */
export async function passwordMatches(password: string, stored: string): Promise<boolean> {
  const parts = STORED.exec(stored);
  if (parts === null) throw new Error('a stored password hash is not in the form scrypt$logN$r$p$salt$hash');
  const [, logN, r, p, salt, hash] = parts;
  const wanted = Buffer.from(hash, 'base64url');
  const cost = { logN: Number(logN), r: Number(r), p: Number(p) };
  const found = await derive(password, Buffer.from(salt, 'base64url'), cost);
  return wanted.length === found.length && timingSafeEqual(wanted, found);
}

function derive(password: string, salt: Buffer, { logN, r, p }: PasswordCost): Promise<Buffer> {
  const N = 2 ** logN;
  // Node refuses work that needs more than `maxmem`; scrypt itself needs a little more than its table.
  const maxmem = 2 * 128 * N * r;
  return new Promise((resolve, reject) => {
    // NFKC: the same password typed on another keyboard must give the same bytes.
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, { N, r, p, maxmem }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
