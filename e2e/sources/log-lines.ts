import { MINUTE } from './logs.ts';

/** A log document as Fluent Bit leaves it, of a program that tells its trace. */
export interface Line {
  '@timestamp': string;
  log: string;
  level: string;
  trace_id?: string;
  kubernetes: { labels: { app: string } };
}

export function line(time: number, app: string, log: string, level = 'INFO', trace?: string): Line {
  return {
    ...{ '@timestamp': new Date(time).toISOString(), log, level, kubernetes: { labels: { app } } },
    ...(trace !== undefined && { trace_id: trace }),
  };
}

const SERVICES = ['cart', 'pay'];

/** Two of three lines are orders, one a payment; several in the same millisecond, for programs log in bursts. */
export function* ordinaryLines(from: number, minutes: number, perMinute = 60): Generator<Line> {
  for (let minute = 0; minute < minutes; minute++) {
    for (const app of SERVICES) {
      for (let n = 0; n < perMinute; n++) {
        const time = from + minute * MINUTE + Math.floor((n * 60) / perMinute) * 1000;
        yield line(time, app, n % 3 === 0 ? `payment ${n} taken from card ${n * 7}` : `order ${n} placed`);
      }
    }
  }
}
