import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** Beside the project: the data sets are no part of it. */
const DEFAULT_DATASETS = path.resolve(ROOT, '../shared/datasets');
const DAY = 'nezha-trainticket/2023-01-29';
/** What a day consists of; `normal/` is not read. */
const PARTS = ['fault_list.json', 'log', 'metric'];

export type NezhaDay = { folder: string } | { absent: string } | { broken: string };

/** Where the day of Train Ticket lies: in `LAPWING_DATASETS`, else in `../shared/datasets`. */
export function findNezhaDay(env: NodeJS.ProcessEnv = process.env): NezhaDay {
  const given = env['LAPWING_DATASETS'];
  const datasets = given ?? DEFAULT_DATASETS;
  const folder = path.join(datasets, DAY);
  if (!existsSync(folder)) {
    const reason = `the data set ${DAY} is not in ${datasets}: set LAPWING_DATASETS to the folder that holds it`;
    // Named and not there is a mistake; not named and not there is a machine without the data sets.
    return given === undefined && !existsSync(datasets) ? { absent: reason } : { broken: reason };
  }
  const lacking = PARTS.filter((part) => !existsSync(path.join(folder, part)));
  if (lacking.length > 0) return { broken: `${folder} lacks ${lacking.join(', ')}` };
  const empty = ['log', 'metric'].filter((part) => readdirSync(path.join(folder, part)).length === 0);
  return empty.length > 0 ? { broken: `${folder}: ${empty.join(', ')} is empty` } : { folder };
}

/**
 * `describe` for tests on the day's data. Without it they are skipped and say why; in CI they fail where the folder is
 * named or there, and yet without the day.
 */
export function needNezha(title: string, tests: (folder: string) => void): void {
  const day = findNezhaDay();
  if ('folder' in day) describe(title, () => tests(day.folder));
  else if ('broken' in day && process.env['CI']) {
    describe(title, () => {
      test('has its data', () => {
        throw new Error(day.broken);
      });
    });
  } else {
    describe.skip(`${title} (skipped: ${'broken' in day ? day.broken : day.absent})`, () => {
      test('needs the data', () => undefined);
    });
  }
}
