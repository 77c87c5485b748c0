import { MARKUP } from './shop.ts';

const MINUTE = 60_000;
const DAYS = 3;
const READINGS = DAYS * 24 * 60;
/** What is called, and what calls it: its trouble comes later. */
export const CAUSE = 'ledger';
export const VICTIM = MARKUP;
/** How many minutes before now the orders of each stop: so lately that both still go on. */
const BROKEN_MINUTES = { [CAUSE]: 6, [VICTIM]: 4 };

/** Orders a minute of two services, a day's wave with noise from a fixed sequence; they stop one after the other. */
export function brokenOrders(now: number): { service: string; points: [number, number][] }[] {
  const first = Math.floor(now / MINUTE) * MINUTE - READINGS * MINUTE;
  return Object.entries(BROKEN_MINUTES).map(([service, minutes], place) => {
    let seed = 7 + place;
    const noise = (): number => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647 - 0.5;
    };
    const points = Array.from({ length: READINGS }, (_, i): [number, number] => {
      const usual = 200 + 80 * Math.sin((i / (24 * 60)) * 2 * Math.PI) + 12 * noise();
      return [first + i * MINUTE, i < READINGS - minutes ? usual : 3 + noise()];
    });
    return { service, points };
  });
}
