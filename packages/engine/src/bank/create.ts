import type { Bank, BankNets, BankSettings } from './bank.ts';
import { DecibansBank } from './decibans-bank.ts';
import { EnsembleBank } from './ensemble-bank.ts';

/** An empty bank. Throws EngineError BAD_SETTINGS; for a net UNSUPPORTED_VERSION, BAD_STATE. */
export function createBank(settings: BankSettings, nets: BankNets = {}): Bank {
  return settings.models.likelihood === true ? new DecibansBank(settings) : new EnsembleBank(settings, nets);
}

/** The bank whose `save()` gave `bytes`. Throws EngineError UNSUPPORTED_VERSION, BAD_STATE. */
export function restoreBank(bytes: Uint8Array): Bank {
  return DecibansBank.restore(bytes) ?? EnsembleBank.restore(bytes);
}
