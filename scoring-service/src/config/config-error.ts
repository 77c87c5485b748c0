/** One wrong setting: its path in the file, the line (from 1) where it stands, what was wrong. */
export interface ConfigFault {
  path: string;
  line: number | undefined;
  message: string;
}

/** All that is wrong with a configuration, as a person reads it in the terminal. */
export class ConfigError extends Error {
  readonly faults: readonly ConfigFault[];

  constructor(file: string, faults: readonly ConfigFault[], options?: ErrorOptions) {
    super(faults.map((fault) => describe(file, fault)).join('\n'), options);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

function describe(file: string, { path, line, message }: ConfigFault): string {
  const place = line === undefined ? file : `${file}:${line}`;
  return path === '' ? `${place}: ${message}` : `${place}: ${path} ${message}`;
}
