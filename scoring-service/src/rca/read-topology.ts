import { caseError } from './case-error.ts';
import { tableRows } from './table-rows.ts';

/** `topology.csv`: caller,callee. Throws LapwingError BAD_REQUEST with file and line. */
export async function readTopology(file: string): Promise<[caller: string, callee: string][]> {
  const calls: [string, string][] = [];
  for await (const rows of tableRows(file, ['caller', 'callee'])) {
    for (const { line, cells } of rows) {
      const [caller, callee] = cells;
      if (caller === '' || callee === '') {
        throw caseError(file, line, 'caller or callee is empty', 'Name both in every row.');
      }
      calls.push([caller, callee]);
    }
  }
  return calls;
}
