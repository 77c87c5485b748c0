import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits: beyond guessing, so that a plain fast hash of it may be stored. */
const SECRET_BYTES = 32;

export function randomSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Equal, in a time that tells nothing of where they differ or how long they are. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(a)), Buffer.from(sha256(b)));
}
