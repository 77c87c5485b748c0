import { ERROR_STATUS, type ErrorCode } from '@lapwing/contract';

/** An answer that is no success, in the contract's own shape. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly where: string;
  readonly hint: string;
  readonly status: number;

  constructor(code: ErrorCode, message: string, where: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Refusal';
    this.code = code;
    this.where = where;
    this.hint = hint;
    this.status = ERROR_STATUS[code];
  }
}
