import { Random } from '../random.ts';
import {
  ENTITY_FORECAST,
  ENTITY_INPUTS,
  ENTITY_SOURCES,
  POOL_FEATURES,
  SOURCE_INPUTS,
} from './entity/entity-layout.ts';
import { PLE_EXPERTS } from './entity/ple-gru-net.ts';
import { LSTM_INPUTS } from './lstm-net.ts';
import { encodeNet, type NetKind } from './net-file.ts';

const SHAPES: Readonly<Record<NetKind, Record<string, number[]>>> = {
  lstm: dense({ lstm: [LSTM_INPUTS + 4, 16], head: [4, 2] }),
  'msif-lstm': dense({
    ...Object.fromEntries(ENTITY_SOURCES.map((source) => [`encoder.${source}`, [SOURCE_INPUTS, 3]])),
    fuse: [9, 5],
    lstm: [5 + 4, 16],
    query: [4, 4],
    head: [8, ENTITY_FORECAST],
  }),
  'ple-gru': {
    ...layer(0, ENTITY_INPUTS),
    'layer0.shared.kernel': [ENTITY_INPUTS, PLE_EXPERTS],
    'layer0.shared.bias': [PLE_EXPERTS],
    ...layer(1, 4),
    'tower.kernel': [3, 4, 5],
    'tower.bias': [3, 5],
    'head.kernel': [3, 5, 2 * POOL_FEATURES],
    'head.bias': [3, 2 * POOL_FEATURES],
  },
};

function dense(kernels: Record<string, number[]>): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(kernels).flatMap(([name, shape]) => [
      [`${name}.kernel`, shape],
      [`${name}.bias`, [shape[1]]],
    ]),
  );
}

function layer(l: number, inputs: number): Record<string, number[]> {
  return {
    [`layer${l}.input`]: [PLE_EXPERTS, inputs, 12],
    [`layer${l}.recurrent`]: [PLE_EXPERTS, 4, 12],
    [`layer${l}.inputBias`]: [PLE_EXPERTS, 12],
    [`layer${l}.recurrentBias`]: [PLE_EXPERTS, 12],
    [`layer${l}.gate.kernel`]: [3, inputs, 2],
    [`layer${l}.gate.bias`]: [3, 2],
  };
}

/** Bytes of a small net of four units with drawn weights: what it says is worth nothing, and always the same. */
export function drawnNet(kind: NetKind, seed = 1): Uint8Array {
  const random = new Random(seed);
  const tensors = Object.entries(SHAPES[kind]).map(([name, shape]) => {
    const length = shape.reduce((product, n) => product * n, 1);
    return [name, { shape, data: Float32Array.from({ length }, () => random.next() - 0.5) }] as const;
  });
  return encodeNet({ kind, tensors: Object.fromEntries(tensors), about: { seed } });
}
