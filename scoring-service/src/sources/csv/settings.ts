/** CSV files as a source. */
export interface CsvSettings {
  /** A path, or a glob for several files; `.gz` is unpacked. Relative to the configuration file. */
  path: string;
  /** Put on every signal of the files. */
  labels: Record<string, string>;
}
