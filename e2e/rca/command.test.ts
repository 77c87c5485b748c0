import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';

const LAPWING = path.resolve(import.meta.dirname, '../../scoring-service/src/cli/lapwing.ts');
const START_S = 1_900_000_000;
const AT_S = START_S + 600;

interface Done {
  code: number;
  stdout: string;
  stderr: string;
}

interface Answer {
  at: string;
  confidence: string;
  suspects: {
    rank: number;
    service: string;
    kind: string;
    signal: string;
    score: number;
    evidence: string;
  }[];
}

function rca(...args: string[]): Promise<Done> {
  return new Promise((resolve) => {
    execFile(process.execPath, [LAPWING, 'rca', ...args], { maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

async function ranked(...args: string[]): Promise<Answer> {
  const { code, stdout, stderr } = await rca(...args, '--json');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return JSON.parse(stdout) as Answer;
}

let folder = '';
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'lapwing-rca-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function caseOf(name: string, files: Record<string, string | Uint8Array>): string {
  const dir = path.join(folder, name);
  mkdirSync(dir);
  for (const [file, content] of Object.entries(files)) writeFileSync(path.join(dir, file), content);
  return dir;
}

/** A second each: front calls cart; cart is slow from AT_S on. `time` writes a time in seconds. */
function spans(time: (seconds: number) => unknown, count = 900): string {
  const lines = Array.from({ length: count }, (_, i) => {
    const second = START_S + i;
    const cart = (second >= AT_S ? 200 : 10) + ((i * 7) % 5);
    const base = { trace_id: `t${i}`, timestamp: time(second), operation: 'GET /carts/12345' };
    return [
      { ...base, span_id: 'a', parent_span_id: null, service: 'front', duration_ms: cart + 20, status: 'OK' },
      { ...base, span_id: 'b', parent_span_id: 'a', service: 'cart', duration_ms: cart },
    ];
  });
  return lines.flat().map((line) => JSON.stringify(line)).join('\n'); // prettier-ignore
}

const METRICS = [
  'timestamp,service,metric,value',
  ...Array.from({ length: 60 }, (_, i) => [
    `${START_S + i * 15},front,cpu,${10 + (i % 3)}`,
    `${START_S + i * 15},"cart, the",cpu,${(i >= 40 ? 90 : 10) + (i % 3)}`,
  ]).flat(),
].join('\r\n');

const LOGS = Array.from({ length: 900 }, (_, i) =>
  JSON.stringify({
    timestamp: (START_S + i) * 1000,
    service: i % 2 ? 'front' : 'pay',
    level: 'INFO',
    message: i >= 600 && i % 2 === 0 ? 'payment refused: no connection' : `done request ${i}`,
  }),
).join('\n');

test('spans alone, gzipped, in every way to write a time', async () => {
  const ways: [string, (seconds: number) => unknown][] = [
    ['seconds', (s) => s],
    ['ms', (s) => s * 1000],
    ['us', (s) => s * 1e6],
    ['ns', (s) => `${s}000000000`],
    ['iso', (s) => new Date(s * 1000).toISOString()],
  ];
  for (const [name, time] of ways) {
    const dir = caseOf(name, { 'spans.ndjson.gz': gzipSync(spans(time)) });
    const { at, confidence, suspects } = await ranked(dir, '--at', new Date(AT_S * 1000).toISOString());
    expect(at).toBe(new Date(AT_S * 1000).toISOString());
    expect(confidence).toBe('likely');
    expect(suspects.map(({ rank, service }) => [rank, service])).toEqual([[1, 'cart'], [2, 'front']]); // prettier-ignore
    expect(suspects[0]).toMatchObject({ kind: 'trace', signal: 'GET /carts/{id}' });
    expect(suspects[0].evidence).toMatch(/own time .* mean 12 ms before .* 202 ms since/);
  }
});

test('metrics with a byte order mark, CRLF and quotes; logs; names as they were written', async () => {
  const metrics = caseOf('metrics', { 'metrics.csv': `\uFEFF${METRICS}\r\n` });
  expect((await ranked(metrics, '--at', String(AT_S))).suspects[0]).toMatchObject({
    service: 'cart, the',
    signal: 'cpu',
  });
  const logs = caseOf('logs', { 'logs.ndjson': LOGS });
  expect((await ranked(logs, '--at', String(AT_S))).suspects[0]).toMatchObject({
    service: 'pay',
    kind: 'log',
  });
});

test('everything together, with a call graph that has a ring and a file that is empty', async () => {
  const dir = caseOf('all', {
    'metrics.csv': METRICS,
    'logs.ndjson': '',
    'spans.ndjson': spans((s) => s),
    'topology.csv': 'caller,callee\nfront,cart\ncart,front\nfront,front\nfront,quiet\n',
    'notes.txt': 'not ours',
  });
  const { suspects } = await ranked(
    dir,
    '--at',
    String(AT_S),
    '--until',
    String(AT_S + 300),
    '--symptom',
    'front',
  );
  expect(suspects.map(({ service }) => service).sort()).toEqual(['cart', 'cart, the', 'front', 'quiet']);
  expect(suspects.find(({ service }) => service === 'quiet')).toMatchObject({ signal: 'none', score: 0 });
});

test('for people: who, when, how much', async () => {
  const dir = caseOf('table', { 'spans.ndjson': spans((s) => s) });
  const { stdout } = await rca(dir, '--at', String(AT_S), '--symptom', 'front');
  expect(stdout).toContain('One service stands out.');
  expect(stdout).toMatch(/ 1 {2}cart/);
  expect(stdout).toContain('spread: cart → front');
});

test('nothing after the time: not known', async () => {
  const dir = caseOf('quiet', { 'spans.ndjson': spans((s) => s, 500) });
  expect((await ranked(dir, '--at', String(AT_S))).confidence).toBe('unknown');
});

const BROKEN: [string, Record<string, string>, string[], RegExp][] = [
  ['no source', { 'topology.csv': 'caller,callee\n' }, [], /nothing to judge by[\s\S]*metrics\.csv/],
  ['no JSON', { 'logs.ndjson': '{"timestamp":1,"service":"a","message":"m"}\n{oops\n' }, [], /logs\.ndjson, line 2: .*no JSON/],
  ['no duration', { 'spans.ndjson': '{"timestamp":1,"service":"a","operation":"o"}' }, [], /spans\.ndjson, line 1: duration_ms/],
  ['no number', { 'metrics.csv': 'timestamp,service,metric,value\n1,a,cpu,much\n' }, [], /metrics\.csv, line 2: "much" is no number/],
  ['no time', { 'metrics.csv': 'timestamp,service,metric,value\nsoon,a,cpu,1\n' }, [], /metrics\.csv, line 2: "soon" is no time/],
  ['no column', { 'metrics.csv': 'timestamp,service,value\n1,a,1\n' }, [], /line 1: there is no column "metric"/],
  ['no such symptom', { 'metrics.csv': METRICS }, ['--symptom', 'nobody'], /--symptom: no service "nobody"/],
  ['until before at', { 'metrics.csv': METRICS }, ['--until', '5'], /--until: it is not after --at/],
]; // prettier-ignore

test.each(BROKEN)('%s: says what, where, and what to do', async (name, files, options, message) => {
  const { code, stdout, stderr } = await rca(
    caseOf(`broken ${name}`, files),
    '--at',
    String(AT_S),
    ...options,
  );
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(message);
  expect(stderr).not.toContain('    at ');
});

test('a folder that is not there, a time that is none', async () => {
  expect((await rca(path.join(folder, 'gone'), '--at', '1')).stderr).toContain('there is no such folder');
  expect((await rca(folder, '--at', 'noon')).stderr).toContain('--at: "noon" is no time');
  expect((await rca(folder)).stderr).toContain('--at');
});
