/**
 * The contract of another plugin, if it is there and has the functions that are used of it. It comes from the host, of a
 * version that nobody knows beforehand: what lacks a function is treated as absent.
 */
export function contractOf<T extends object>(
  plugins: Readonly<Record<string, unknown>>,
  name: string,
  needed: readonly (keyof T & string)[],
): T | undefined {
  const contract = plugins[name];
  if (typeof contract !== 'object' || contract === null) return undefined;
  const whole = needed.every((member) => (contract as Record<string, unknown>)[member] !== undefined);
  return whole ? (contract as T) : undefined;
}
