import type { ZodType } from 'zod';
import { caseError } from './case-error.ts';
import { textLines } from './lines.ts';

/** Each line of a file of JSON lines, checked. Throws LapwingError BAD_REQUEST with file and line. */
export async function* jsonLines<T>(file: string, shape: ZodType<T>): AsyncGenerator<T> {
  for await (const lines of textLines(file)) {
    for (const { number, text } of lines) {
      const found = shape.safeParse(parsed(file, number, text));
      if (!found.success) {
        const [issue] = found.error.issues;
        const message = issue ? `${issue.path.join('.')}: ${issue.message}` : 'not as it should be';
        throw caseError(file, number, message, 'See docs/guide/root-cause.md for the fields.');
      }
      yield found.data;
    }
  }
}

function parsed(file: string, line: number, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const mended = withoutNaN(text);
    if (mended !== text) return parsed(file, line, mended);
    throw caseError(file, line, 'the line is no JSON', 'Write one JSON object a line.', error);
  }
}

/** Python writes what is missing as `NaN`, which is no JSON. */
function withoutNaN(text: string): string {
  return text.replace(/([:[,]\s*)(?:NaN|-?Infinity)(?=\s*[,}\]])/g, '$1null');
}
