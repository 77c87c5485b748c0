import { expect, test } from 'vitest';
import { HealthBoard, type Part } from './health-board.ts';

test('what goes down is told once, and that it is back; not each step between', () => {
  const told: string[] = [];
  let time = 0;
  const board = new HealthBoard(
    () => time,
    ({ name, status }: Part) => told.push(`${time} ${name} ${status}`),
  );
  const steps = ['starting', 'ok', 'degraded', 'down', 'down', 'degraded', 'ok'] as const;
  for (const status of steps) {
    time++;
    board.set('source:logs', 'source', { status, reason: `because ${time}` });
  }
  expect(told).toEqual(['4 source:logs down', '6 source:logs degraded']);
  expect(board.parts()[0]).toMatchObject({ status: 'ok', since: new Date(7).toISOString() });
});

test('what is down from the start is told', () => {
  const told: string[] = [];
  const board = new HealthBoard(Date.now, ({ name }) => told.push(name));
  board.set('a', 'detector', { status: 'down', reason: 'refused' });
  expect(told).toEqual(['a']);
});
