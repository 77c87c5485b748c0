import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Log lines and, for each, the statement that it comes from. */
export interface LabelledLog {
  name: string;
  lines: string[];
  truth: number[];
}

const SYSTEMS = path.join(import.meta.dirname, 'systems');
const SLOT = /⟨([^⟩]*)⟩/g;
const LINES = 2000;

type Random = () => number;

/** mulberry32: a small generator, the same lines on every machine. */
function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const below = (random: Random, most: number): number => Math.floor(random() * most);
const pick = <T>(random: Random, from: readonly T[]): T => from[below(random, from.length)];
const hex = (random: Random, digits: number): string =>
  Array.from({ length: digits }, () => below(random, 16).toString(16)).join('');
const ip = (random: Random): string =>
  [10, below(random, 256), below(random, 256), below(random, 256)].join('.');
const int = (random: Random): string => String(below(random, 10 ** (1 + below(random, 7))));
const word = (random: Random): string =>
  Array.from({ length: 2 + below(random, 3) }, () =>
    pick(random, ['ka', 'lo', 'mi', 'ren', 'tu', 'sha', 'ber', 'no']),
  ).join('');
const USERS =
  'alice bob carol dave erin mallory peggy trent victor walter oracle nagios ftpuser deploy jenkins'.split(
    ' ',
  );
const TIMES = ['Mon Jul 27 14:41:57 2026', 'Sat Jul  9 12:16:49 2026', 'Sun Jun 19 03:40:02 2026'];

const times = (random: Random, most: number, make: () => string): string[] =>
  Array.from({ length: 1 + below(random, most) }, make);

const SLOTS: Readonly<Record<string, (random: Random) => string>> = {
  int,
  ip,
  neg: (r) => `${r() < 0.5 ? '-' : ''}${int(r)}`,
  float: (r) => `${below(r, 2000)}.${below(r, 1000)}`,
  port: (r) => String(1024 + below(r, 60000)),
  hex: (r) => hex(r, 4 + below(r, 9)),
  hex2: (r) => hex(r, 2),
  hex8: (r) => `0000${hex(r, 4)}`,
  hexid: (r) => hex(r, 32),
  uuid: (r) => [8, 4, 4, 4, 12].map((n) => hex(r, n)).join('-'),
  mac: (r) => Array.from({ length: 6 }, () => hex(r, 2)).join(':'),
  blk: (r) => `blk_${r() < 0.5 ? '-' : ''}${below(r, 1e15)}`,
  blks: (r) => times(r, 4, () => `blk_${below(r, 1e15)}`).join(' '),
  path: (r) => `/${times(r, 4, () => `${word(r)}${r() < 0.3 ? below(r, 100) : ''}`).join('/')}/${word(r)}`,
  paths: (r) => times(r, 3, () => `/${word(r)}/${word(r)}`).join(' '),
  winpath: (r) => `C:\\Windows\\${word(r)}\\${word(r)}_${hex(r, 8)}\\${word(r)}.dll`,
  host: (r) =>
    pick(r, ['msra-sa-41', 'node-17', 'MININT-75DGDAM1', '04DN8IQ.area.corp.example.com', 'minint-fnanli5']),
  hostname: (r) => `${word(r)}.${word(r)}.${pick(r, ['com', 'net', 'org', 'de'])}`,
  rhost: (r) =>
    pick(r, [ip(r), `${word(r)}.${word(r)}.net`, `${below(r, 255)}-${below(r, 255)}.dyn.${word(r)}.com`]),
  user: (r) => pick(r, USERS),
  sshuser: (r) => pick(r, [...USERS, word(r), `${word(r)}${below(r, 100)}`, '0101', 'admin', 'test']),
  date: (r) => pick(r, TIMES),
  time: (r) => `00:${10 + below(r, 49)}:${10 + below(r, 49)}`,
  stamp: (r) => `2026/9/${1 + below(r, 28)}:04:30:${10 + below(r, 49)}.${below(r, 999)}`,
  attempt: (r) => `attempt_1445144423722_0020_${pick(r, ['m', 'r'])}_${below(r, 1e6)}_${below(r, 5)}`,
  task: (r) => `task_1445144423722_0020_${pick(r, ['m', 'r'])}_${below(r, 1e6)}`,
  job: (r) => `job_1445144423722_${below(r, 1e4)}`,
  container: (r) => `container_1445144423722_0020_01_${below(r, 1e6)}`,
  bgl: (r) => `R${below(r, 80)}-M${below(r, 2)}-N${below(r, 16)}`,
  nodes: (r) => `node-[${times(r, 4, () => `${below(r, 200)}-${200 + below(r, 200)}`).join(' ')}]`,
  nodecomp: (r) => `\\042${pick(r, ['alt0', 'scip0', 'boot'])}\\042`,
  msgid: (r) => `iAC${hex(r, 4).toUpperCase()}D${below(r, 1e6)}`,
  quoted: (r) => pick(r, ['\\003', 'GET / HTTP/1.1', 'hello there', word(r)]),
};

function filled(statement: string, random: Random): string {
  return statement.replace(SLOT, (_, slot: string) => {
    if (slot.includes('|')) return pick(random, slot.split('|'));
    const make = Object.hasOwn(SLOTS, slot) ? SLOTS[slot] : undefined;
    return make === undefined ? slot : make(random);
  });
}

/** Lines in the style of a system's log, 2,000 of them, each statement as often as its weight says but once at least. */
function madeUp(name: string, text: string, seed: number): LabelledLog {
  const random = randomOf(seed);
  const statements = text
    .trim()
    .split('\n')
    .map((line) => {
      const space = line.indexOf(' ');
      return { weight: Number(line.slice(0, space)), statement: line.slice(space + 1) };
    });
  const total = statements.reduce((sum, { weight }) => sum + weight, 0);
  const truth = statements.flatMap(({ weight }, k) =>
    Array.from({ length: Math.max(1, Math.round((weight / total) * LINES)) }, () => k),
  );
  for (let i = truth.length - 1; i > 0; i--) {
    const j = below(random, i + 1);
    [truth[i], truth[j]] = [truth[j], truth[i]];
  }
  return { name, truth, lines: truth.map((k) => filled(statements[k].statement, random)) };
}

/** The made-up logs in the style of sixteen systems. */
export function madeUpLogs(seed = 7): LabelledLog[] {
  return readdirSync(SYSTEMS)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file, k) =>
      madeUp(file.replace('.txt', ''), readFileSync(path.join(SYSTEMS, file), 'utf8'), seed + k),
    );
}
