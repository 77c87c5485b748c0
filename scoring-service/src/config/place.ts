import { isMap, isPair, isScalar, type Document } from 'yaml';

/** The line (from 1) of an offset into the file. */
export type LineAt = (offset: number) => number;

/** The line of the setting, or of the nearest one above it that is there. */
export function lineOf(document: Document, at: readonly PropertyKey[], lineAt: LineAt): number | undefined {
  for (let length = at.length; length > 0; length--) {
    const parent: unknown = document.getIn(at.slice(0, length - 1), true);
    const last = at[length - 1];
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(last))
      : undefined;
    const node: unknown = isPair(pair) ? pair.key : document.getIn(at.slice(0, length), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      return lineAt(Number(node.range[0]));
    }
  }
  return undefined;
}

/** A path as people write it: `detectors[0].query.type`. */
export function spell(at: readonly PropertyKey[]): string {
  return at.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
    '',
  );
}

/** The path of a node by those above it, without the places in lists. */
export function pathOf(ancestors: readonly unknown[]): string {
  const keys = ancestors.flatMap((node) =>
    isPair(node) && isScalar(node.key) ? [String(node.key.value)] : [],
  );
  return keys.join('.');
}
