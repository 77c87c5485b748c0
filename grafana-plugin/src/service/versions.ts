const VERSION = /^v?(\d+)\.(\d+)/;

/**
 * Below 0 when `a` is the older one, above when it is newer; 0 when both belong together: the same major and
 * minor version, or one that is not written as a version.
 */
export function compareVersions(a: string, b: string): number {
  const [first, second] = [partsOf(a), partsOf(b)];
  if (first === undefined || second === undefined) return 0;
  return first.major - second.major || first.minor - second.minor;
}

function partsOf(version: string): { major: number; minor: number } | undefined {
  const found = VERSION.exec(version);
  return found ? { major: Number(found[1]), minor: Number(found[2]) } : undefined;
}
