/** What the engine refuses, by a closed list of codes. */
export type EngineErrorCode = 'BAD_SETTINGS' | 'BAD_STATE' | 'UNSUPPORTED_VERSION' | 'BAD_SLOT' | 'BAD_TIME';

export class EngineError extends Error {
  readonly code: EngineErrorCode;
  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineError';
    this.code = code;
  }
}
