import { openCsvFile } from '../csv/open.ts';
import { writePieces } from '../score-file/write-lines.ts';
import { SHAPES_MOST, templateRows } from '../template-file/template-rows.ts';

/** `lapwing templates FILE.log [--output OUT.csv]`: a log in, one message a line; the template of each line out. */
export async function templates(file: string, options: { output?: string }): Promise<void> {
  const onForgotten = (lines: number): void => {
    console.error(
      `${file}: more than ${SHAPES_MOST.toLocaleString('en')} kinds of message. Those seen least were forgotten while it ` +
        `was read; ${lines.toLocaleString('en')} lines of theirs have the template that their own words give.`,
    );
  };
  await writePieces(
    templateRows(() => openCsvFile(file), { onForgotten }),
    options.output,
  );
}
