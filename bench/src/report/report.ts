import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';

/** One table of a bench: a row an object, its keys the columns, in order. */
export interface Table {
  title: string;
  rows: Record<string, string | number>[];
}

const FOLDER = path.resolve(import.meta.dirname, '../../../docs/benchmarks');
const GIB = 2 ** 30;

/** What figures depend on, beside the code. */
export function machine(): Record<string, string | number> {
  const cores = cpus();
  return {
    cores: cores.length,
    cpu: cores[0]?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / GIB),
    node: process.version,
  };
}

/** Tables as text, numbers to the right. */
export function printed({ title, rows }: Table): string {
  if (rows.length === 0) return `${title}\n  (nothing)\n`;
  const names = Object.keys(rows[0]);
  const cells = [names, ...rows.map((row) => names.map((name) => textOf(row[name])))];
  const widths = names.map((_, k) => Math.max(...cells.map((line) => line[k].length)));
  const lines = cells.map((line) =>
    line
      .map((cell, k) =>
        typeof rows[0][names[k]] === 'number' ? cell.padStart(widths[k]) : cell.padEnd(widths[k]),
      )
      .join('  ')
      .trimEnd(),
  );
  return `${title}\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}

function textOf(value: string | number | undefined): string {
  if (typeof value !== 'number') return value ?? '';
  if (Number.isInteger(value)) return value.toLocaleString('en');
  if (Number.isNaN(value)) return '–';
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(value < 1 ? 3 : 2);
}

/** Prints the tables and writes them, with the machine, to docs/benchmarks/NAME.json. */
export function report(name: string, tables: readonly Table[]): void {
  for (const table of tables) console.log(printed(table));
  mkdirSync(FOLDER, { recursive: true });
  const json = { bench: name, machine: machine(), tables };
  writeFileSync(path.join(FOLDER, `${name}.json`), `${JSON.stringify(json, null, 2)}\n`);
}
