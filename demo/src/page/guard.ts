import type { NextFunction, Request, Response } from 'express';

const LOCAL = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/**
 * Lets in only what this machine's own pages ask. The page server adds the service's key to what it forwards, so
 * another site in the same browser must not speak to it (by a form, a script, or a name that points to 127.0.0.1).
 */
export function localOnly(req: Request, res: Response, next: NextFunction): void {
  const origin = req.headers.origin;
  const foreign = origin !== undefined && !LOCAL.test(origin.replace(/^https?:\/\//, ''));
  if (foreign || !LOCAL.test(req.headers.host ?? '')) {
    res.status(403).json({ error: 'the demo answers pages of this machine alone' });
    return;
  }
  next();
}
