import type { Bank, BankSettings } from './bank.ts';
import { EnsembleBank } from './ensemble-bank.ts';

/** An empty bank. Throws EngineError BAD_SETTINGS. */
export function createBank(settings: BankSettings): Bank {
  return new EnsembleBank(settings);
}

/** The bank whose `save()` gave `bytes`. Throws EngineError UNSUPPORTED_VERSION, BAD_STATE. */
export function restoreBank(bytes: Uint8Array): Bank {
  return EnsembleBank.restore(bytes);
}
