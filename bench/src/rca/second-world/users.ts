import { Chance } from '../made-up/chance.ts';
import type { Play } from './play.ts';

export interface Users {
  /** They wait for an answer before they ask again; else they come as they come. */
  wait: boolean;
  /** The load's slow rise or fall over the whole, and its waves: share, seconds. */
  trend: number;
  wave: number;
  waveS: number;
}

const SLOWEST_RATE = 0.05;

/** Users come in by the first service. */
export function usersCome(play: Play, users: Users, untilMs: number): void {
  const { rate } = play.world;
  const startMs = play.nowMs;
  const phase = new Chance(play.seed + 3).between(0, 6.28);
  const load = (): number => {
    const passed = play.nowMs - startMs;
    const wave = 1 + users.wave * Math.sin(phase + (2 * Math.PI * passed) / 1000 / users.waveS);
    return Math.max(SLOWEST_RATE, play.surge * wave * (1 + (users.trend * passed) / (untilMs - startMs)));
  };
  if (users.wait) {
    // As many as make the rate when each thinks for a while.
    const thinkMs = 4000;
    const count = Math.max(3, Math.round((rate * thinkMs) / 1000));
    for (let user = 0; user < count; user++) {
      const own = new Chance(play.seed * 13 + user * 1009);
      let asked = 0;
      const again = (): void => {
        const ms = own.exponential(thinkMs) / load();
        play.agenda.after(ms, () => {
          if (play.nowMs < untilMs) oneComes(play, 1_000_000 * (user + 1) + asked++, again);
        });
      };
      again();
    }
    return;
  }
  const own = new Chance(play.seed * 13 + 7);
  let asked = 0;
  const next = (): void => {
    play.agenda.after((1000 * own.exponential(1)) / (rate * load()), () => {
      if (play.nowMs >= untilMs) return;
      oneComes(play, asked++);
      next();
    });
  };
  next();
}

function oneComes(play: Play, key: number, then: () => void = () => undefined): void {
  const trace = play.newTrace(key);
  const { journeys, services } = play.world;
  let at = trace.chance.next();
  const { endpoint } = journeys.find(({ weight }) => (at -= weight) < 0) ?? journeys[0];
  const pod = play.podOf(0);
  const ledger = play.ledgers[0];
  const startMs = play.nowMs;
  let over = false;
  const done = (status: number): void => {
    if (over) return;
    over = true;
    ledger.add('asked', play.second, 1);
    ledger.latency('seen', play.second, play.nowMs - startMs);
    if (status >= 500) ledger.add('missed', play.second, 1);
    then();
  };
  if (pod?.state !== 'up') {
    play.agenda.after(20, () => done(503));
    return;
  }
  // Nobody waits longer.
  play.agenda.after(30_000, () => done(504));
  play.serve({
    pod,
    endpoint,
    trace,
    parent: 0,
    kind: 'server',
    from: -1,
    manner: {},
    answer: ({ status }) => {
      const way = pod.ill.cut === 'all' ? 30_000 : pod.ill.delayMs * services[0].replicas;
      play.agenda.after(way, () => done(status));
    },
  });
}
