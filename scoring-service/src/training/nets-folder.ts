import path from 'node:path';

/** Where the nets of a detector, or of several together, are kept in a data folder. */
export function netsFolder(dataFolder: string, detectors: readonly string[]): string {
  return path.join(dataFolder, 'nets', [...detectors].sort().join('+'));
}
