import { fileURLToPath } from 'node:url';

/** Folder of the data sets that benches and tests measure with; it need not be there. */
export const datasets =
  process.env['LAPWING_DATASETS'] ?? fileURLToPath(new URL('../../../shared/datasets', import.meta.url));
