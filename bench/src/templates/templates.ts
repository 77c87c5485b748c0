import { createTemplateParser } from '@lapwing/engine';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Table } from '../report/table.ts';
import type { Measured } from './child.ts';
import { groupingAccuracy } from './grouping-accuracy.ts';
import { madeUpLogs, type LabelledLog } from './made-up.ts';
import { nezhaByStatement, nezhaLines } from './nezha-logs.ts';

const CHILD = path.join(import.meta.dirname, 'child.ts');
const SOURCES = {
  text: 'Nezha Train Ticket, the day',
  json: 'the same as Kubernetes wraps it',
  made: 'made up, sixteen styles',
};

/** Lines a second of one core (processor time), memory and templates; and grouping where the truth is known. */
export function templates(): Table[] {
  return [
    { title: 'Log templates: speed and memory', rows: speed() },
    { title: 'Log templates: grouping accuracy', rows: grouping() },
  ];
}

function speed(): Table['rows'] {
  return Object.entries(SOURCES).flatMap(([source, name]) => {
    const out = execFileSync(process.execPath, ['--expose-gc', CHILD, source], { encoding: 'utf8' });
    const m = JSON.parse(out) as Measured | null;
    if (m === null) return [];
    return {
      log: name,
      lines: m.lines,
      'characters a line': Math.round(m.charactersALine),
      'lines/s a core': Math.round(m.linesPerSecond),
      'with parameters': Math.round(m.parsedPerSecond),
      'heap, KB': Math.round(m.heapBytes / 1024),
      'saved, KB': Math.round(m.stateBytes / 1024),
      templates: m.templates,
    };
  });
}

interface Grouped {
  lines: number;
  statements: number;
  found: number;
  /** With the templates that the lines have in the end, as the command tells them. */
  settled: number;
  /** With the template that each line had when it came. */
  streamed: number;
}

function grouped({ lines, truth }: LabelledLog): Grouped {
  const parser = createTemplateParser();
  const streamed: string[] = [];
  const shapes = lines.map((line) => {
    const shape = parser.learn(line);
    streamed.push(shape.template.id);
    return shape;
  });
  parser.settle();
  const settled = shapes.map((shape) => parser.templateFor(shape).id);
  return {
    lines: lines.length,
    statements: new Set(truth).size,
    found: new Set(settled).size,
    settled: groupingAccuracy(settled, truth),
    streamed: groupingAccuracy(streamed, truth),
  };
}

const row = (log: string, g: Grouped): Table['rows'][number] => ({
  log,
  lines: g.lines,
  statements: g.statements,
  templates: g.found,
  'in the end': g.settled,
  'as they came': g.streamed,
});

/** Several logs as one row: counts added, accuracies by lines or plain. */
function together(all: readonly Grouped[], weight: (g: Grouped) => number): Grouped {
  const sum = (of: (g: Grouped) => number): number => all.reduce((total, g) => total + of(g), 0);
  const mean = (of: (g: Grouped) => number): number => sum((g) => of(g) * weight(g)) / sum(weight);
  return {
    lines: sum((g) => g.lines),
    statements: sum((g) => g.statements),
    found: sum((g) => g.found),
    settled: mean((g) => g.settled),
    streamed: mean((g) => g.streamed),
  };
}

function grouping(): Table['rows'] {
  const madeUp = madeUpLogs().map((log) => ({ name: log.name, found: grouped(log) }));
  const rows = [
    ...madeUp.map(({ name, found }) => row(`in the style of ${name}`, found)),
    row(
      'made up, mean',
      together(
        madeUp.map(({ found }) => found),
        () => 1,
      ),
    ),
  ];
  const nezha = nezhaLines();
  if (nezha === undefined) return rows;
  const services = nezhaByStatement(nezha).map(grouped);
  return [
    ...rows,
    row(
      'Nezha Train Ticket, by service',
      together(services, (g) => g.lines),
    ),
  ];
}
