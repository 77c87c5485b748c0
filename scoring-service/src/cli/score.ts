import { openCsvFile } from '../csv/open.ts';
import { readWideCsv } from '../csv/wide.ts';
import { scoreRows } from '../score-file/score-rows.ts';
import { writeLines } from '../score-file/write-lines.ts';

/** `lapwing score FILE.csv [--output OUT.csv]`: a file of readings in, a file of scores out, no server needed. */
export async function score(file: string, options: { output?: string }): Promise<void> {
  await writeLines(scoreRows(await readWideCsv(openCsvFile(file), file)), options.output);
}
