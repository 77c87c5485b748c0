import type { Table } from '../report/table.ts';
import { comparison } from './comparison.ts';
import { course, type Course } from './course.ts';
import { faultsOfDays, madeUpGraph, storm } from './made-up.ts';

const SERVICES = 300;
const SEED = 1;

/**
 * What making incidents of anomalies costs the service's own thread: weeks of faults one after the other, and an outage in
 * which everything breaks. A look takes in a minute of readings and stores what came of it. And how long that thread is deaf while
 * an incident's spans and lines are compared.
 */
export async function incidents(): Promise<Table[]> {
  const graph = madeUpGraph(SERVICES, SEED);
  const rows: Table['rows'] = [];
  for (const days of [2, 7]) {
    const written = faultsOfDays(days, 150, { graph, services: SERVICES, anomalies: 10, seed: SEED });
    rows.push(rowOf(`150 faults a day, ${days} days`, written.length / 2, await course(written, graph)));
  }
  for (const anomalies of [1_000, 10_000]) {
    const written = storm(anomalies, SERVICES, SEED);
    rows.push(rowOf('everything breaks in an hour', anomalies, await course(written, graph)));
  }
  const blocked = await comparison();
  return [
    { title: 'Making incidents of anomalies', rows },
    {
      title: 'Comparing spans and lines of an incident',
      rows: blocked.map(({ where, took, deaf }) => ({
        'compared in': where,
        'took, ms': took,
        'deaf, ms': deaf,
      })),
    },
  ];
}

function rowOf(what: string, anomalies: number, measured: Course): Table['rows'][number] {
  return {
    what,
    anomalies,
    incidents: measured.incidents,
    'a look at a minute, ms': measured.mean,
    'the longest, ms': measured.longest,
    'scores.db, MB': measured.megabytes,
    'restart, ms': measured.restart,
  };
}
