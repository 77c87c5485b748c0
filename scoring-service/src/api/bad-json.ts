import { LapwingError } from '../errors.ts';

const LINE_AND_COLUMN = /\(line (\d+) column (\d+)\)/;
const POSITION = /at position (\d+)/;

/** What `JSON.parse` refused, with the place it stopped at as far as V8 tells it. */
export function jsonRefusal(cause: unknown): LapwingError {
  const text = cause instanceof Error ? cause.message : '';
  return new LapwingError(
    'BAD_JSON',
    {
      message: `the body is not JSON: ${text === '' ? 'it could not be read' : text}`,
      where: whereOf(text),
      hint: 'Send one JSON value; a JSON formatter shows what is wrong at that place',
    },
    { cause },
  );
}

function whereOf(text: string): string {
  const at = LINE_AND_COLUMN.exec(text);
  if (at !== null) return `body, line ${at[1]}, column ${at[2]}`;
  const position = POSITION.exec(text);
  if (position !== null) return `body, position ${position[1]}`;
  return text.includes('Unexpected end') ? 'body, at its end' : 'body';
}
