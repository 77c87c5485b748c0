import type { Bank, BankNets, BankSettings } from './bank.ts';
import { EnsembleBank } from './ensemble-bank.ts';

/** An empty bank. Throws EngineError BAD_SETTINGS; for a net UNSUPPORTED_VERSION, BAD_STATE. */
export function createBank(settings: BankSettings, nets: BankNets = {}): Bank {
  return new EnsembleBank(settings, nets);
}

/** The bank whose `save()` gave `bytes`. Throws EngineError UNSUPPORTED_VERSION, BAD_STATE. */
export function restoreBank(bytes: Uint8Array): Bank {
  return EnsembleBank.restore(bytes);
}
