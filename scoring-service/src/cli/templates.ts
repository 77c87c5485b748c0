import { openCsvFile } from '../csv/open.ts';
import { writeLines } from '../score-file/write-lines.ts';
import { templateRows } from '../template-file/template-rows.ts';

/** `lapwing templates FILE.log [--output OUT.csv]`: a log in, one message a line; the template of each line out. */
export async function templates(file: string, options: { output?: string }): Promise<void> {
  await writeLines(templateRows(openCsvFile(file)), options.output);
}
