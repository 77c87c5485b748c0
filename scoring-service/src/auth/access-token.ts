import { SignJWT, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { unauthenticated } from './errors.ts';

/** Short, since a stolen one cannot be told from its owner's; the refresh token makes the next. */
export const ACCESS_TOKEN_SECONDS = 15 * 60;
const ISSUER = 'lapwing';
const AUDIENCE = 'lapwing-api';
const ALGORITHM = 'HS256';

/** `issuedAt` in epoch ms: finer than `iat`, so that a log-in right after a log-out is told from one before it. */
export interface AccessClaims {
  username: string;
  session: string;
  issuedAt: number;
}
const Claims = z.object({
  sub: z.string().min(1),
  sid: z.string().min(1),
  iat_ms: z.number().int(),
});

/** Signs and reads access tokens (JWT, HS256). The role is not in it: it is looked up, so that a change counts at once. */
export class AccessTokens {
  readonly #key: Uint8Array;

  constructor(secret: string) {
    this.#key = new TextEncoder().encode(secret);
  }

  sign({ username, session, issuedAt }: AccessClaims): Promise<string> {
    const seconds = Math.floor(issuedAt / 1000);
    return new SignJWT({ sid: session, iat_ms: issuedAt })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt' })
      .setSubject(username)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + ACCESS_TOKEN_SECONDS)
      .sign(this.#key);
  }

  /** Throws UNAUTHENTICATED for a token that is forged, expired, meant for another, or signed in another way. */
  async read(token: string, now: number): Promise<AccessClaims> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        typ: 'at+jwt',
        requiredClaims: ['exp', 'iat', 'sub'],
        currentDate: new Date(now),
      });
      const { sub, sid, iat_ms } = Claims.parse(payload);
      return { username: sub, session: sid, issuedAt: iat_ms };
    } catch (cause) {
      if (cause instanceof errors.JWTExpired) {
        throw unauthenticated('the access token has expired', 'Get a new one at POST /auth/refresh', cause);
      }
      throw unauthenticated('the access token is not one of this service', undefined, cause);
    }
  }
}
