import { EngineError } from '../errors.ts';
import { packSections, unpackSections } from '../sections.ts';
import type { BucketState } from './bucket.ts';
import type { Columns } from './columns.ts';
import type { StretchState } from './stretch.ts';

/** Raise when what is saved, or what a message's hash is, changes. */
const VERSION = 4;
const WHAT = 'log templates';

/** A shape as it is saved: its templates by their places in the list of templates. */
interface SavedShape {
  high: number;
  low: number;
  columns: Columns;
  gaps: readonly string[];
  headWords: number;
  hasSpeaker: boolean;
  count: number;
  seen: number;
  own: number;
  template: number;
}

/** All that a parser knows. */
export interface ParserState {
  clock: number;
  shapesMost: number;
  templates: { columns: Columns; text: string; headWords: number }[];
  shapes: SavedShape[];
  buckets: BucketState[];
  stretches: StretchState;
}

/** A value as JSON bytes: one section of a saved state. */
export const jsonBytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** The value of JSON bytes, as `read` finds it to be; throws EngineError BAD_STATE that names `what`. */
export function jsonOf<T>(bytes: Uint8Array, what: string, read: (value: unknown) => value is T): T {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new EngineError('BAD_STATE', `${what}: damaged`, { cause });
  }
  if (!read(value)) throw new EngineError('BAD_STATE', `${what}: not what was saved`);
  return value;
}

export const packParser = (state: ParserState): Uint8Array => packSections(VERSION, [jsonBytes(state)]);

/** Throws EngineError UNSUPPORTED_VERSION or BAD_STATE. */
export function unpackParser(bytes: Uint8Array): ParserState {
  const [json] = unpackSections(bytes, VERSION, WHAT);
  return jsonOf(json, WHAT, isParserState);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const areColumns = (value: unknown): boolean =>
  Array.isArray(value) && value.every((word) => word === null || typeof word === 'string');

function isParserState(value: unknown): value is ParserState {
  if (!isRecord(value) || typeof value['clock'] !== 'number' || typeof value['shapesMost'] !== 'number')
    return false;
  const { templates, shapes, buckets } = value;
  if (!Array.isArray(templates) || !Array.isArray(shapes) || !Array.isArray(buckets)) return false;
  const isTemplate = (index: unknown): boolean => typeof index === 'number' && index in templates;
  return (
    templates.every(
      (t) =>
        isRecord(t) &&
        typeof t['text'] === 'string' &&
        typeof t['headWords'] === 'number' &&
        areColumns(t['columns']),
    ) &&
    shapes.every(
      (s) =>
        isRecord(s) &&
        areColumns(s['columns']) &&
        areColumns(s['gaps']) &&
        typeof s['headWords'] === 'number' &&
        typeof s['hasSpeaker'] === 'boolean' &&
        isTemplate(s['own']) &&
        isTemplate(s['template']),
    ) &&
    buckets.every(
      (b) =>
        isRecord(b) &&
        Array.isArray(b['compared']) &&
        b['compared'].every((index) => typeof index === 'number' && index in shapes) &&
        Array.isArray(b['patterns']) &&
        b['patterns'].every((p) => isRecord(p) && areColumns(p['columns']) && isTemplate(p['template'])),
    ) &&
    areStretches(value['stretches'], isTemplate)
  );
}

function areStretches(value: unknown, isTemplate: (index: unknown) => boolean): boolean {
  if (!isRecord(value) || typeof value['left'] !== 'number') return false;
  const { into, sums } = value;
  return (
    Array.isArray(into) &&
    into.every((pair) => Array.isArray(pair) && isTemplate(pair[0]) && isTemplate(pair[1])) &&
    Array.isArray(sums) &&
    sums.every((pair) => Array.isArray(pair) && isTemplate(pair[0]) && Array.isArray(pair[1]))
  );
}
