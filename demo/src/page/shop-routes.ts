import express, { type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import { BREAK_KINDS, type BreakKind } from '../shop/breaks.ts';
import type { DemoState } from './state.ts';

/** What the page may ask of the demo. */
export interface Demo {
  state(): DemoState;
  /** False when that break goes on already, or the shop is not open yet. */
  startBreak(kind: BreakKind): boolean;
  stopBreak(kind: BreakKind): boolean;
}

const BreakOrder = z.strictObject({ kind: z.enum(BREAK_KINDS), action: z.enum(['start', 'stop']) });
const LARGEST_ORDER = '1kb';

/** `/shop/state` and `/shop/breaks`. */
export function shopRoutes(demo: Demo): express.Router {
  const router = express.Router();
  router.get('/state', (_req, res) => {
    res.set('cache-control', 'no-store').json(demo.state());
  });
  router.post('/breaks', express.json({ limit: LARGEST_ORDER, strict: true }), (req, res) => {
    const order = BreakOrder.safeParse(req.body);
    if (!order.success) {
      const wrong = order.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
      res.status(400).json({ error: wrong.join('; ') });
      return;
    }
    const { kind, action } = order.data;
    const done = action === 'start' ? demo.startBreak(kind) : demo.stopBreak(kind);
    if (done) res.json(demo.state());
    else res.status(409).json({ error: `cannot ${action} ${kind} now` });
  });
  router.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
    if (!isHttpError(error)) {
      next(error);
      return;
    }
    res.status(error.status).json({ error: error.message });
  });
  return router;
}

/** What express.json throws for a body that it cannot read. */
function isHttpError(error: unknown): error is Error & { status: number } {
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}
