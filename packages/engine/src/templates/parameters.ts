import type { Columns } from './columns.ts';

/** The values of a message in order, and its words that stand where the template has a value. */
export function parametersOf(
  template: Columns,
  columns: Columns,
  values: readonly (readonly string[])[],
): string[] {
  const found: string[] = [];
  let value = 0;
  let at = 0;
  let inValue = false;
  for (const word of columns) {
    // Several columns may stand at one value of the template: it goes on until its next word comes.
    if (inValue && word !== null && template[at + 1] === word) at++;
    inValue = word === null || template[at] !== word;
    if (!inValue) at++;
    else if (word === null) found.push(...(values[value++] ?? []));
    else found.push(word);
  }
  return found;
}
