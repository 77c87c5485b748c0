import type { RequestHandler } from 'express';
import { type Method, everyRoute } from '@lapwing/contract';
import { LapwingError } from '../errors.ts';

const PATHS = everyRoute().map(([, { path, method }]) => ({ segments: path.split('/'), method }));

/** The last route: 405 where another method would do, 404 where nothing is. */
export const noRoute: RequestHandler = (request, response) => {
  const methods = methodsAt(request.path);
  if (methods.length === 0) {
    throw new LapwingError('NOT_FOUND', {
      message: `there is nothing at ${request.path}`,
      where: 'path',
      hint: 'GET /api/docs lists every route',
    });
  }
  const allowed = methods.map((method) => method.toUpperCase()).join(', ');
  response.set('Allow', allowed);
  throw new LapwingError('METHOD_NOT_ALLOWED', {
    message: `${request.path} does not take ${request.method}`,
    where: 'method',
    hint: `Use ${allowed}`,
  });
};

function methodsAt(path: string): Method[] {
  // As express reads it: in any case, with or without a slash at the end.
  const asked = path.toLowerCase().replace(/\/$/, '').split('/');
  return [...new Set(PATHS.filter(({ segments }) => fits(segments, asked)).map(({ method }) => method))];
}

function fits(segments: string[], asked: string[]): boolean {
  return (
    segments.length === asked.length &&
    segments.every((segment, i) => (segment.startsWith(':') ? asked[i] !== '' : segment === asked[i]))
  );
}
