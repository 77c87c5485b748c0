import type { ErrorCode } from '@lapwing/contract';

/** An error that a person can act on: what was wrong (`message`), where, and what to do. Keeps its cause. */
export class LapwingError extends Error {
  readonly code: ErrorCode;
  readonly where: string;
  readonly hint: string;
  readonly details: { where: string; message: string }[];

  constructor(
    code: ErrorCode,
    what: { message: string; where: string; hint: string; details?: { where: string; message: string }[] },
    options?: ErrorOptions,
  ) {
    super(what.message, options);
    this.name = 'LapwingError';
    this.code = code;
    this.where = what.where;
    this.hint = what.hint;
    this.details = what.details ?? [];
  }
}
