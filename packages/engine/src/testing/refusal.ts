import { EngineError } from '../errors.ts';

/** The EngineError that `work` throws; anything else is a failure. */
export function refusalOf(work: () => unknown): EngineError {
  try {
    work();
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
