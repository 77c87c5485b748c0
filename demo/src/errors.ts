/** An error that the person at the terminal can act on: what was wrong, where, and what to do. */
export class DemoError extends Error {
  readonly where: string;
  readonly hint: string;

  constructor(what: { message: string; where: string; hint: string }, options?: ErrorOptions) {
    super(what.message, options);
    this.name = 'DemoError';
    this.where = what.where;
    this.hint = what.hint;
  }

  /** As it is shown in a terminal. */
  get text(): string {
    return `${this.where}: ${this.message}\n  ${this.hint}`;
  }
}
