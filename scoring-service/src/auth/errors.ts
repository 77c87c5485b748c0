import { LapwingError } from '../errors.ts';

const SIGN_IN = 'Log in at POST /auth/login, or send an API key as `Authorization: Bearer lpw_…`';

/** 401 for credentials that are absent, wrong or ended. Says no more than it must. */
export function unauthenticated(message: string, hint: string = SIGN_IN, cause?: unknown): LapwingError {
  const what = { message, where: 'Authorization', hint };
  return new LapwingError('UNAUTHENTICATED', what, cause === undefined ? undefined : { cause });
}
