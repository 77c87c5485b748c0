/** The query itself is wrong: no service was asked. Both texts are for the person who wrote it. */
export class QueryError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string, options: ErrorOptions = {}) {
    super(message, options);
    this.name = 'QueryError';
    this.hint = hint;
  }
}
