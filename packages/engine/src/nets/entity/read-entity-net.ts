import { EngineError } from '../../errors.ts';
import { decodeNet, type Net } from '../net-file.ts';
import type { EntityNet } from './entity-net.ts';
import { MsifLstmNet } from './msif-lstm-net.ts';
import { PleGruNet } from './ple-gru-net.ts';

/** Throws EngineError BAD_STATE when `net` is none for entities. */
export function entityNetOf(net: Net): EntityNet {
  if (net.kind === 'msif-lstm') return new MsifLstmNet(net);
  if (net.kind === 'ple-gru') return new PleGruNet(net);
  throw new EngineError('BAD_STATE', `net: a ${net.kind} where one for entities is needed`);
}

/** As `entityNetOf`, of a net's bytes. Throws EngineError UNSUPPORTED_VERSION, BAD_STATE. */
export function readEntityNet(bytes: Uint8Array): EntityNet {
  return entityNetOf(decodeNet(bytes));
}
