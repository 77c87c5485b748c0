import type { Request, Response } from 'express';
import type { AnswerOf, BodyOf, ParamsOf, QueryOf, RouteName } from '@lapwing/contract';
import type { Caller } from '../auth/caller.ts';

/** A request that the guard let in, with all of it parsed. */
export interface Call<N extends RouteName> {
  params: ParamsOf<N>;
  query: QueryOf<N>;
  body: BodyOf<N>;
  /** The unpacked body of a route with a `rawBody`; undefined on every other. */
  bytes: Uint8Array | undefined;
  /** Who asks; undefined on public routes. */
  caller: Caller | undefined;
  /** For the headers that a route reads or sets itself, and for answers that are not JSON. */
  request: Request;
  response: Response;
}

/** Gives the answer's body, which the guard sends; undefined where the handler has written the answer itself. */
type Handler<N extends RouteName> = (
  call: Call<N>,
) => [AnswerOf<N>] extends [never] ? void | Promise<void> : AnswerOf<N> | Promise<AnswerOf<N>>;

/** One handler for every route of the table: a route without one does not compile. */
export type Handlers = { [N in RouteName]: Handler<N> };

/** The body of a route that reads it itself. */
export function bytesOf(call: { bytes: Uint8Array | undefined }): Uint8Array {
  if (call.bytes === undefined) throw new Error('a route without a raw body asks for its bytes');
  return call.bytes;
}

/** Who changes something, for the audit log. Only routes with a role ask. */
export function whoOf(call: { caller: Caller | undefined }): Caller {
  if (call.caller === undefined) throw new Error('a route that changes things is open to anybody');
  return call.caller;
}
