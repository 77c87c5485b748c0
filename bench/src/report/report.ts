import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { barChart } from './bar-chart.ts';
import { withTables } from './page.ts';
import { printed, type Table } from './table.ts';

const DOCS = path.resolve(import.meta.dirname, '../../../docs');
const GIB = 2 ** 30;

/** What figures depend on, beside the code. */
function machine(): { cores: number; cpu: string; memoryGiB: number; node: string } {
  const cores = cpus();
  return {
    cores: cores.length,
    cpu: cores[0]?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / GIB),
    node: process.version,
  };
}

/** The machine in one line, for people. */
export function machineText(): string {
  const { cores, cpu, memoryGiB, node } = machine();
  return `${cores} cores of ${cpu}, ${memoryGiB} GiB, Node ${node}`;
}

/** Prints the tables, writes them to docs/benchmarks/NAME.json, draws those with a picture, and renews them in docs/benchmarks.md. */
export function report(name: string, tables: readonly Table[]): void {
  for (const table of tables) console.log(printed(table));
  mkdirSync(path.join(DOCS, 'benchmarks'), { recursive: true });
  const json = JSON.stringify(
    { bench: name, machine: machine(), tables: tables.map((table) => ({ ...table, drawing: undefined })) },
    null,
    2,
  );
  writeFileSync(path.join(DOCS, 'benchmarks', `${name}.json`), `${json}\n`);
  for (const [index, table] of tables.entries()) {
    const svg = table.drawing?.svg ?? (table.picture && barChart(table, table.picture));
    if (svg !== undefined) writeFileSync(path.join(DOCS, 'benchmarks', `${name}-${index}.svg`), svg);
  }
  const page = path.join(DOCS, 'benchmarks.md');
  writeFileSync(page, withTables(readFileSync(page, 'utf8'), name, `Measured on ${machineText()}.`, tables));
}
