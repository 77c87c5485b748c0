import type { Chance } from '../made-up/chance.ts';
import type { Play } from './play.ts';

const NAMES = ['surge', 'job', 'restless', 'deployment', 'neighbour'] as const;
export type Ordinary = (typeof NAMES)[number];

/** What goes on beside any fault: nobody's trouble, but it moves what is watched. `target` has none of it. */
export function ordinaryThings(
  play: Play,
  atMs: number,
  untilMs: number,
  target: number,
  chance: Chance,
): Ordinary[] {
  const { services } = play.world;
  const apps = services.filter(({ part, index }) => part === 'app' && index !== target && index > 0);
  const some = NAMES.filter(() => chance.hit(0.35));
  const from = play.startMs;
  for (const what of some) {
    const service = chance.one(apps);
    const when = chance.between(from + 0.3 * (atMs - from), untilMs);
    switch (what) {
      case 'surge': {
        const much = chance.between(1.3, 1.8);
        play.agenda.at(when, () => (play.surge = much));
        play.agenda.at(when + chance.between(60_000, 300_000), () => (play.surge = 1));
        break;
      }
      case 'job': {
        // In the past as well, if it is long enough: each so many minutes.
        const each = chance.one([60_000, 120_000, 300_000]);
        const lasts = chance.between(3000, 15_000);
        const start = chance.between(0, each);
        for (let t = from + start; t < untilMs; t += each) {
          play.agenda.at(t, () => {
            for (const pod of play.pods[service.index].slice(0, 1)) {
              play.say(pod, 'INFO', `scheduled job cleanup-expired started`, 'Jobs', 33);
              pod.ill.burn += 0.5 * service.cores;
              pod.ill.diskMbS += 2;
              play.agenda.after(lasts, () => {
                pod.ill.burn = Math.max(0, pod.ill.burn - 0.5 * service.cores);
                pod.ill.diskMbS = Math.max(0, pod.ill.diskMbS - 2);
                play.say(
                  pod,
                  'INFO',
                  `scheduled job cleanup-expired finished in ${Math.round(lasts)} ms`,
                  'Jobs',
                  47,
                );
              });
            }
          });
        }
        break;
      }
      case 'restless': {
        // Something in it writes now and then, much or little.
        const step = (): void => {
          const kb = 20 * chance.around(2);
          play.ledgers[service.index].add('written', play.second, kb);
          play.ledgers[service.index].add('tx', play.second, kb / 4);
          if (play.nowMs < untilMs) play.agenda.after(chance.exponential(4000), step);
        };
        play.agenda.at(from, step);
        break;
      }
      case 'deployment': {
        const moment = atMs - chance.between(20_000, 150_000);
        if (moment <= from) break;
        play.pods[service.index].forEach((pod, i) => {
          play.agenda.at(moment + 20_000 * i, () =>
            play.restart(pod, 4000, 'connection reset by peer', pod.version + 1),
          );
        });
        break;
      }
      case 'neighbour': {
        // Somebody else's work on a node.
        const node = chance.one(play.nodes);
        const much = chance.between(0.2, 0.6) * node.cores;
        const lasts = chance.between(20_000, 200_000);
        const burn = (): void => {
          node.ledger.add('cpu', play.second, much);
          if (play.nowMs < Math.min(untilMs, when + lasts)) play.agenda.after(1000, burn);
        };
        play.agenda.at(when, burn);
        break;
      }
    }
  }
  return some;
}
