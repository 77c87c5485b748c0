import { createTemplateParser } from '@lapwing/engine';
import { parseArgs } from 'node:util';
import { madeUpLogs } from './made-up.ts';
import { logOf, nezhaLines } from './nezha-logs.ts';

/** What one process with one log measured. */
export interface Measured {
  lines: number;
  charactersALine: number;
  linesPerSecond: number;
  parsedPerSecond: number;
  heapBytes: number;
  stateBytes: number;
  templates: number;
}

const SOURCES: Readonly<Record<string, () => string[] | undefined>> = {
  text: () => nezhaLines()?.map(({ json }) => logOf(json)),
  json: () => nezhaLines()?.map(({ json }) => json),
  made: () => madeUpLogs().flatMap(({ lines }) => lines),
};
/** Lines to time: a second and more of work. */
const LINES = 600_000;

const [source] = parseArgs({ allowPositionals: true }).positionals;
/** Strings of their own, as a reader makes them, not slices of one large text that would be kept with them. */
const copied = (): string[] | undefined => SOURCES[source]()?.map((line) => Buffer.from(line).toString());
const lines = copied();
if (lines === undefined) {
  console.log('null');
} else {
  const rounds = Math.ceil(LINES / lines.length);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const parser = createTemplateParser();
  for (const line of lines) parser.learn(line);
  globalThis.gc?.();
  const heapBytes = process.memoryUsage().heapUsed - before;
  const rate = (work: (line: string) => unknown): number => {
    const from = process.cpuUsage();
    for (let round = 0; round < rounds; round++) for (const line of lines) work(line);
    const { user, system } = process.cpuUsage(from);
    return (rounds * lines.length * 1e6) / (user + system);
  };
  const measured: Measured = {
    lines: lines.length,
    charactersALine: lines.reduce((sum, line) => sum + line.length, 0) / lines.length,
    linesPerSecond: rate((line) => parser.learn(line)),
    parsedPerSecond: rate((line) => parser.parse(line)),
    heapBytes,
    stateBytes: parser.save().length,
    templates: parser.templates().length,
  };
  console.log(JSON.stringify(measured));
}
