import type { LogMeasure } from '@lapwing/contract';
import {
  aggregatableForm,
  isNumber,
  type CatalogField,
  type FieldCatalog,
} from '../sources/opensearch/field-catalog.ts';
import type { IndexLook } from '../sources/opensearch/look.ts';

/** Which documents of an index are errors. */
export interface LogErrors {
  of: Extract<LogMeasure, { type: 'rate' }>['of'];
  /** For a person, behind "documents whose". */
  which: string;
}

const ERROR_LEVEL = /^(e|err|error|errors|fatal|crit|critical|alert|emerg|emergency|panic|severe)$/i;
/** What programs usually write when something failed; for an index that holds no error yet. */
const USUAL_ERROR_LEVELS = ['ERROR', 'error', 'Error', 'FATAL', 'fatal', 'CRITICAL', 'critical'];
/** What the text of a failure says, where no field tells the level. */
const ERROR_WORDS = 'error exception fatal panic failed';
/** Where access logs have the status of an answer; the plain names come last, for other things are called so, too. */
const STATUS_FIELDS = [
  ...['http.response.status_code', 'http.status_code', 'attributes.http.status_code', 'response_code'],
  ...['status_code', 'statusCode', 'http_status', 'nginx.access.response_code', 'code', 'status', 'response'],
];
/** All of the most frequent values are such, or the field is no status of HTTP. */
const HTTP_STATUS = /^[1-5]\d\d$/;

/** The most frequent values of a field. */
type ValuesOf = (field: string) => Promise<(string | number)[]>;

/** By a level, else by the status of HTTP, else by the words of the message; undefined where none of them is there. */
export async function logErrors(
  { catalog, detected }: Pick<IndexLook, 'catalog' | 'detected'>,
  valuesOf: ValuesOf,
): Promise<LogErrors | undefined> {
  const { level, message } = detected;
  if (level !== undefined) {
    const errors = errorLevels(level, await valuesOf(level));
    if (errors.length > 0) return { of: { terms: { [level]: errors } }, which: `${level} says error` };
  }
  const status = await statusField(catalog, valuesOf);
  if (status !== undefined) {
    const { name } = status;
    const of = isNumber(status) ? { range: { [name]: { gte: 500 } } } : { regexp: { [name]: '5[0-9][0-9]' } };
    return { of, which: `${name} is 500 or above` };
  }
  if (message === undefined || !catalog.get(message)?.types.includes('text')) return undefined;
  return { of: { match: { [message]: ERROR_WORDS } }, which: `${message} has one of ${ERROR_WORDS}` };
}

/** The values of the level field that mean an error. */
function errorLevels(field: string, seen: readonly (string | number)[]): (string | number)[] {
  // OpenTelemetry's status code 2 is an error; other numbers mean different things to different programs.
  if (seen.some((level) => typeof level === 'number')) return field.startsWith('status') ? [2] : [];
  const errors = seen.filter((level) => ERROR_LEVEL.test(String(level)));
  return errors.length > 0 ? errors : USUAL_ERROR_LEVELS;
}

async function statusField(catalog: FieldCatalog, valuesOf: ValuesOf): Promise<CatalogField | undefined> {
  for (const field of STATUS_FIELDS.flatMap((name) => aggregatableForm(catalog, name) ?? [])) {
    const values = await valuesOf(field.name);
    if (values.length > 0 && values.every((value) => HTTP_STATUS.test(String(value)))) return field;
  }
  return undefined;
}
