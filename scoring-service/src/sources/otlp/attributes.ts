import type { AnyValue, KeyValue } from './schemas.ts';

/** Attributes as text, by key; the last of a repeated key wins. */
export type Attributes = ReadonlyMap<string, string>;

export function attributesOf(pairs: readonly KeyValue[]): Attributes {
  return new Map(pairs.map(({ key, value }) => [key, textOf(value)]));
}

/** A value as text: as it is, or as JSON where it has parts. */
export function textOf(value: AnyValue | undefined): string {
  const plain = plainOf(value);
  if (plain === undefined) return '';
  return typeof plain === 'object' ? JSON.stringify(plain) : String(plain);
}

function plainOf(value: AnyValue | undefined): unknown {
  if (value === undefined) return undefined;
  if (value.arrayValue !== undefined) return (value.arrayValue.values ?? []).map(plainOf);
  if (value.kvlistValue !== undefined) {
    return Object.fromEntries(
      (value.kvlistValue.values ?? []).map((pair) => [pair.key, plainOf(pair.value)]),
    );
  }
  return value.stringValue ?? value.boolValue ?? value.intValue ?? value.doubleValue;
}

/** What OpenTelemetry calls a program that did not say its name. */
const UNKNOWN_SERVICE = 'unknown_service';

export function serviceOf(resource: Attributes): string {
  return resource.get('service.name') || UNKNOWN_SERVICE;
}
