import { Chance } from '../made-up/chance.ts';
import type { Play } from './play.ts';
import type { Pod } from './pod.ts';
import type { Service } from './world.ts';

/** What a disk can take, MB/s. */
const DISK_MB_S = 120;
const CONSUMERS = 3;
const HEALTH_EACH_S = 10;
const SCALE_EACH_S = 30;

/** What goes on by itself, second by second: memory, collectors, the killer of what is too large, health checks, consumers, growth. */
export function everySecond(play: Play, untilMs: number): void {
  const chance = new Chance(play.seed + 29);
  // Drawn apart from the load, so that a reading's noise is the same with and without a fault.
  const tick = (): void => {
    const second = play.second;
    for (const { index } of play.nodes) nodeSecond(play, index, second);
    for (const service of play.world.services) {
      const own = new Chance((play.seed * 31 + service.index * 1009 + second * 7) | 0);
      for (const pod of play.pods[service.index]) podSecond(play, pod, second, own);
      serviceSecond(play, service, second, chance);
    }
    if (play.nowMs + 1000 < untilMs) play.agenda.after(1000, tick);
  };
  play.agenda.after(0, tick);
  for (const service of play.world.services) consume(play, service.index);
}

function nodeSecond(play: Play, index: number, second: number): void {
  const node = play.nodes[index];
  const before = second - 1;
  let cpu = 0;
  let mem = 0;
  let disk = 0;
  for (const pods of play.pods) {
    for (const pod of pods) {
      if (pod.node !== node || pod.state === 'down') continue;
      const share =
        before < 0 ? 0 : play.ledgers[pod.service.index].counts.cpu[before] / Math.max(1, pods.length);
      cpu += Math.max(share, pod.ill.burn);
      mem += memOf(pod);
      disk += pod.ill.diskMbS;
    }
  }
  const counts = node.ledger.counts;
  if (before >= 0) {
    cpu += counts.cpu[before];
    disk += counts.written[before] / 1000;
  }
  node.busy = Math.min(1, cpu / node.cores);
  node.disk = Math.min(0.96, disk / DISK_MB_S);
  node.ledger.add('active', second, node.busy);
  node.ledger.add('mem', second, mem + 900);
  node.ledger.add('waiting', second, node.disk);
}

function memOf(pod: Pod): number {
  return pod.service.memMib + pod.heapMib + pod.leakedMib + pod.ill.heldMib + 0.15 * pod.active;
}

function podSecond(play: Play, pod: Pod, second: number, chance: Chance): void {
  const { service, ill } = pod;
  const ledger = play.ledgers[service.index];
  if (pod.state !== 'up') return;
  const gc = service.tongue === 'java' && service.part === 'app';
  ledger.add('replicas', second, 1);
  ledger.add('cpu', second, 0.004 * service.cores * chance.around(0.5) + ill.burn);
  if (ill.stress > 0) ledger.add('throttled', second, 0.5 * ill.stress);
  pod.leakedMib += ill.leakMibS;
  const room = Math.max(4, service.limitMib - service.memMib);
  if (gc) collect(play, pod, room, ledger.counts.requests[Math.max(0, second - 1)], second, chance);
  const mem = memOf(pod);
  if (mem > service.limitMib && ill.leakMibS > 0) {
    play.restart(pod, chance.between(4000, 15_000), 'connection reset by peer');
    return;
  }
  ledger.add('mem', second, mem * chance.around(0.003));
  ledger.add('heap', second, pod.heapMib + pod.leakedMib + 0.4 * service.memMib);
  ledger.add('active', second, pod.active);
  ledger.add('waiting', second, pod.waiting.length);
  let pooled = 0;
  let wanted = 0;
  for (const { used, waiting } of pod.pools.values()) {
    pooled += used;
    wanted += waiting.length;
  }
  ledger.add('pool', second, pooled);
  ledger.add('pooled', second, wanted);
  ledger.add('sockets', second, 6 + 2 * pod.pools.size + pooled + pod.active + ill.hanging);
  ledger.add(
    'threads',
    second,
    (gc ? 38 : 9) + Math.min(pod.active, service.workers) + (ill.stress > 0 ? 4 : 0),
  );
  ledger.add('written', second, 1.5 * chance.around(0.8) + 1000 * ill.diskMbS);
  if (ill.diskMbS > 0) ledger.add('read', second, 300 * ill.diskMbS);
  ledger.add('rx', second, 0.3 * chance.around(0.5));
  ledger.add('tx', second, 0.3 * chance.around(0.5));
  if ((second + 3 * service.index) % HEALTH_EACH_S === 0) {
    play.say(pod, 'INFO', 'GET /health 200 0ms', 'Health', 20);
  }
}

/** A heap fills and is collected; the fuller it stays, the oftener and the longer. */
function collect(play: Play, pod: Pod, room: number, requests: number, second: number, chance: Chance): void {
  const ledger = play.ledgers[pod.service.index];
  pod.heapMib += (0.2 + 0.12 * requests) * chance.around(0.2);
  const kept = pod.leakedMib + pod.ill.heldMib;
  const free = Math.max(2, 0.7 * room - kept);
  const forced = pod.ill.pauseMs > 0 && play.nowMs - pod.lastPauseMs >= 1000 * pod.ill.pauseEachS;
  if (pod.heapMib < free && !forced) return;
  const full = forced || kept > 0.5 * room;
  const ms = forced
    ? pod.ill.pauseMs * chance.around(0.2)
    : full
      ? chance.between(150, 600)
      : chance.between(5, 40);
  pod.heapMib = 0;
  pod.lastPauseMs = play.nowMs;
  pod.stoppedUntilMs = play.nowMs + ms;
  ledger.add('gc', second, ms / 1000);
  ledger.add('cpu', second, Math.min(1, ms / 1000) * pod.service.cores);
}

function serviceSecond(play: Play, service: Service, second: number, chance: Chance): void {
  play.ledgers[service.index].add('lag', second, play.queues[service.index].length);
  const pods = play.pods[service.index];
  if (!service.scales || second % SCALE_EACH_S !== SCALE_EACH_S - 1 || second < 60) return;
  const { counts } = play.ledgers[service.index];
  const used =
    counts.cpu.slice(second - 30, second).reduce((sum, one) => sum + one, 0) /
    30 /
    service.cores /
    pods.length;
  if (used < 0.75 || pods.length >= service.replicas + 2) return;
  const pod = play.grow(service, chance);
  play.agenda.after(15_000, () => play.begin(pod));
}

/** Messages are taken one after the other by a few workers; what fails comes once more. */
function consume(play: Play, service: number): void {
  const queue = play.queues[service];
  let busy = 0;
  const poll = (): void => {
    while (queue.length > 0 && busy < CONSUMERS) {
      const pod = play.podOf(service);
      if (pod?.state !== 'up') break;
      const message = queue.shift();
      if (!message) break;
      busy++;
      play.serve({
        pod,
        endpoint: message.endpoint,
        trace: message.trace,
        parent: message.parent,
        kind: 'consumer',
        from: -1,
        manner: {},
        answer: (outcome) => {
          busy--;
          if (outcome.status >= 500 && message.tries === 0)
            play.agenda.after(2000, () => queue.push({ ...message, tries: 1 }));
        },
      });
    }
    play.agenda.after(100, poll);
  };
  if (
    play.world.services.some(({ topics }) => [...topics.values()].flat().some(({ to }) => to === service))
  ) {
    play.agenda.after(100, poll);
  }
}
