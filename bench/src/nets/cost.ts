import { EntityPool, EntityScorer, createBank, createEntityScores, createScores } from '@lapwing/engine';
import { Random, SHAPES } from '@lapwing/engine/testing';
import { shippedNet } from '../../../scoring-service/src/training/shipped.ts';
import type { Table } from '../report/table.ts';

const SIGNALS = 2_000;
const INTERVALS = 60;
const ENTITIES = 200;

/** Readings, or intervals of a service, a second of one core, and bytes of state. */
export function cost(): Table {
  const plain = bankCost(false);
  const withNet = bankCost(true);
  const rows: Table['rows'] = [
    { model: 'default', 'a second': plain.rate, 'bytes of state': plain.bytes, 'bytes of weights': 0 },
    {
      ...{ model: 'default and lstm', 'a second': withNet.rate, 'bytes of state': withNet.bytes },
      'bytes of weights': shippedNet('lstm').length,
    },
  ];
  for (const kind of ['msif-lstm', 'ple-gru'] as const) {
    const net = shippedNet(kind);
    const { rate, bytes } = entityCost(net);
    rows.push({ model: kind, 'a second': rate, 'bytes of state': bytes, 'bytes of weights': net.length });
  }
  return { title: 'Cost: readings a second (services for the last two), state of one', rows };
}

function bankCost(lstm: boolean): { rate: number; bytes: number } {
  const models = { statistical: true, forest: true, lstm };
  const settings = { intervalSeconds: 60, direction: 'both', models, seed: 1 } as const;
  const bank = createBank(settings, lstm ? { lstm: shippedNet('lstm') } : {});
  bank.addSlots(SIGNALS);
  const shape = SHAPES['day and gauss'](new Random(1));
  const slots = Uint32Array.from({ length: SIGNALS }, (_, s) => s);
  const scores = createScores(SIGNALS);
  const readings = Array.from({ length: INTERVALS * 2 }, (_, i) =>
    Float64Array.from(slots, () => shape(i, i * 60_000)),
  );
  const step = (i: number): void => bank.step(i * 60_000, slots, readings[i], scores);
  for (let i = 0; i < INTERVALS; i++) step(i);
  const before = process.cpuUsage();
  for (let i = INTERVALS; i < 2 * INTERVALS; i++) step(i);
  return { rate: (INTERVALS * SIGNALS) / secondsSince(before), bytes: bank.bytesPerSlot };
}

function entityCost(net: Uint8Array): { rate: number; bytes: number } {
  const scorer = new EntityScorer(net);
  scorer.addSlots(ENTITIES);
  const pool = new EntityPool(ENTITIES);
  const slots = Uint32Array.from({ length: ENTITIES }, (_, e) => e);
  const scores = createEntityScores(ENTITIES);
  const random = new Random(1);
  const step = (): void => {
    pool.clear();
    for (let e = 0; e < ENTITIES; e++) for (let s = 0; s < 3; s++) pool.add(e, s, 2 * random.next() - 1);
    scorer.step(slots, pool, scores);
  };
  for (let i = 0; i < INTERVALS; i++) step();
  const before = process.cpuUsage();
  for (let i = 0; i < INTERVALS; i++) step();
  return { rate: (INTERVALS * ENTITIES) / secondsSince(before), bytes: scorer.bytesPerSlot };
}

function secondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
