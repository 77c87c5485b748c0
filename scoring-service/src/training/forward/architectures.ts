import type { NetKind } from '@lapwing/engine';
import type { Architecture } from './architecture.ts';
import { LSTM } from './lstm.ts';
import { MSIF_LSTM } from './msif-lstm.ts';
import { PLE_GRU } from './ple-gru.ts';

export const ARCHITECTURES: Readonly<Record<NetKind, Architecture>> = {
  lstm: LSTM,
  'msif-lstm': MSIF_LSTM,
  'ple-gru': PLE_GRU,
};
