import type { IngestBody } from '@lapwing/contract';
import type { RealService } from '../plugin/real-service.ts';

const MINUTE = 60_000;
const DAY_MINUTES = 24 * 60;
const DAYS = 3;

/** A service whose orders stop, and how many minutes before now; 0: they go on. */
interface Orders {
  service: string;
  stoppedMinutes: number;
}

/** Orders a minute of a service until `now` (epoch ms): a day's wave with noise from a fixed sequence. */
function ordersOf(
  { service, stoppedMinutes }: Orders,
  now: number,
  seed: number,
): Extract<IngestBody, { series: unknown }>['series'][number] {
  const first = Math.floor(now / MINUTE) * MINUTE - DAYS * DAY_MINUTES * MINUTE;
  const count = DAYS * DAY_MINUTES;
  let state = seed;
  const noise = (): number => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647 - 0.5;
  };
  const points = Array.from({ length: count }, (_, i): [number, number] => {
    const usual = 200 + 80 * Math.sin((i / DAY_MINUTES) * 2 * Math.PI) + 12 * noise();
    return [first + i * MINUTE, i < count - stoppedMinutes ? usual : 3 + noise()];
  });
  return { metric: 'orders', labels: { service }, points };
}

const STEP_MINUTES = 2;

/** Three days of orders of each service, which stop lately, one after the other, and stay away. Waits until it is found. */
export async function sendBrokenShop(service: RealService, services: readonly string[]): Promise<void> {
  const now = Date.now();
  const series = services.map((name, place) =>
    ordersOf({ service: name, stoppedMinutes: 5 + STEP_MINUTES * (services.length - place) }, now, 7 + place),
  );
  await service.send({ series });
  const last = services.at(-1);
  await service.found(({ labels, end }) => labels['service'] === last && end === null);
}
