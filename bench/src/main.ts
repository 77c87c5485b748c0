import { accuracy } from './accuracy/accuracy.ts';
import { budget } from './budget/budget.ts';
import { calibration } from './calibration/calibration.ts';
import { drawing } from './drawing/drawing.ts';
import { peers } from './peers/peers.ts';
import { nets } from './nets/nets.ts';
import { rca } from './rca/rca.ts';
import { incidents } from './incidents/incidents.ts';
import { secondWorldCases, secondWorldFigures, secondWorldOracle } from './rca/second-world/measured.ts';
import { signs } from './rca/signs/signs.ts';
import { machineText, report } from './report/report.ts';
import { printed, type Table } from './report/table.ts';
import { templates } from './templates/templates.ts';
import { throughput } from './throughput/throughput.ts';

/** Printed only, and only when they are named: long lists to learn from. */
const LISTS: Readonly<Record<string, () => Promise<Table[]>>> = {
  'rca-cases': secondWorldCases,
  'rca-oracle': secondWorldOracle,
};

/** `npm run bench [-- name…]`: all benches, or those that are named. Prints tables; asserts no times. */
const BENCHES: Readonly<Record<string, () => Table[] | Promise<Table[]>>> = {
  throughput,
  peers,
  accuracy,
  calibration,
  budget,
  nets,
  templates,
  rca,
  'rca-second-world': secondWorldFigures,
  incidents,
  'rca-signs': signs,
  drawing,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in BENCHES || name in LISTS));
if (unknown.length > 0) {
  console.error(
    `lapwing bench: no bench "${unknown.join('", "')}"; there are ${Object.keys({ ...BENCHES, ...LISTS }).join(', ')}`,
  );
  process.exit(2);
}
console.log(`${machineText()}
`);
for (const name of asked.length > 0 ? asked : Object.keys(BENCHES)) {
  if (name in LISTS) for (const table of await LISTS[name]()) console.log(printed(table));
  else report(name, await BENCHES[name]());
}
