import type { Detector, Labels, LogMeasure, OpenSearchQuery } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import type { DetectedFields } from './detect-fields.ts';
import {
  aggregatableForm,
  insideFlatObject,
  isDate,
  isNumber,
  similarFields,
  type FieldCatalog,
} from './field-catalog.ts';
import { labelNames } from './short-names.ts';

/** A detector's query with every field found: ready to be asked. */
export interface ResolvedQuery {
  index: string;
  filter: OpenSearchQuery['filter'];
  timeField: string;
  /** Field and the label it becomes, in the order of `split_by`. */
  split: { field: string; label: string }[];
  measure: LogMeasure;
}

interface QueryProblem {
  /** Path in the detector, e.g. `query.split_by.0`. */
  path: string;
  message: string;
  hint: string;
}
export interface Resolution {
  /** Undefined when there are problems. */
  query: ResolvedQuery | undefined;
  problems: QueryProblem[];
  warnings: string[];
}

/** Words that stand for detected fields in `split_by`. */
const STANDS_FOR = { service: 'service', level: 'level' } as const;

/** Finds the fields that a detector's query names, whose signals all get `fixedLabels`; what can't be found or used is a problem with its path. */
export function resolveQuery(
  query: OpenSearchQuery,
  fixedLabels: Labels,
  catalog: FieldCatalog,
  detected: DetectedFields,
): Resolution {
  const problems: QueryProblem[] = [];
  const warnings: string[] = [];
  const finder = { catalog, problems, warnings };

  const timeField = resolveTime(query, catalog, detected, problems);
  const split = query.split_by.map((name, i) => {
    const known =
      name === 'service' || (name === 'level' && !catalog.has(name)) ? STANDS_FOR[name] : undefined;
    const path = `query.split_by.${i}`;
    if (known === undefined) return { field: aggregatable(name, path, finder), label: undefined };
    const field = detected[known];
    if (field !== undefined) return { field: aggregatable(field, path, finder), label: known };
    problems.push({
      path,
      message: `no ${known} field was found in ${query.index}`,
      hint: `Name the field itself here, or set the source's fields.${known}.`,
    });
    return { field: name, label: known };
  });
  const names = labelNames(split.map(({ field, label }) => label ?? field));
  for (const name of names.filter((label) => label in fixedLabels)) {
    problems.push({
      path: `labels.${name}`,
      message: `the label ${name} is fixed, and query.split_by has it too: its signals would become one`,
      hint: `Take ${name} out of labels or out of query.split_by.`,
    });
  }
  const measure = resolveMeasure(query.measure, finder);
  const resolved: ResolvedQuery = {
    index: query.index,
    filter: query.filter,
    timeField: timeField ?? '',
    split: split.map(({ field }, i) => ({ field, label: names[i] })),
    measure,
  };
  return { query: problems.length === 0 ? resolved : undefined, problems, warnings };
}

/** The resolved query; throws what a person must mend. */
export function mustResolve(detector: Detector, resolution: Resolution): ResolvedQuery {
  if (resolution.query) return resolution.query;
  const [first] = resolution.problems;
  throw new LapwingError('SOURCE_REFUSED_QUERY', {
    message: resolution.problems.map(({ message }) => message).join('; '),
    where: `detector ${detector.id}: ${first.path}`,
    hint: first.hint,
    details: resolution.problems.map(({ path, message }) => ({ where: path, message })),
  });
}

interface Finder {
  catalog: FieldCatalog;
  problems: QueryProblem[];
  warnings: string[];
}

function resolveTime(
  query: OpenSearchQuery,
  catalog: FieldCatalog,
  detected: DetectedFields,
  problems: QueryProblem[],
): string | undefined {
  const name = query.time_field ?? detected.time;
  const dates = [...catalog.values()].filter(isDate).map((field) => field.name);
  const hint =
    dates.length > 0
      ? `Date fields there: ${dates.join(', ')}.`
      : 'No field there is mapped as a date: map the time as `date` in the index template.';
  if (name === undefined) {
    problems.push({ path: 'query.time_field', message: `no time field was found in ${query.index}`, hint });
    return undefined;
  }
  const field = catalog.get(name);
  if (!field || !isDate(field)) {
    const what = field ? `is mapped as ${field.types.join(' and ')}, not as a date` : 'is not there';
    problems.push({ path: 'query.time_field', message: `the time field ${name} ${what}`, hint });
  }
  return name;
}

/** `name`, or the keyword sub-field that stands in for it; a problem when neither can be aggregated. */
function aggregatable(name: string, path: string, { catalog, problems, warnings }: Finder): string {
  const field = aggregatableForm(catalog, name);
  if (field) {
    if (field.name !== name)
      warnings.push(`${path}: ${name} is text, which has no values to group by: ${field.name} is used`);
    return field.name;
  }
  if (insideFlatObject(catalog, name)) return name;
  problems.push({ path, ...lacking(name, catalog) });
  return name;
}

function lacking(name: string, catalog: FieldCatalog): { message: string; hint: string } {
  const field = catalog.get(name);
  if (field) {
    return {
      message: `the field ${name} is mapped as ${field.types.join(' and ')} and can't be grouped or counted`,
      hint: 'Map it as `keyword`, or with a `keyword` sub-field, in the index template.',
    };
  }
  const similar = similarFields(catalog, name);
  return {
    message: `there is no field ${name}`,
    hint:
      similar.length > 0
        ? `Similar fields there: ${similar.join(', ')}.`
        : 'Look at the fields of the index.',
  };
}

function resolveMeasure(measure: LogMeasure, finder: Finder): LogMeasure {
  if (measure.type === 'count' || measure.type === 'rate') return measure;
  const path = 'query.measure.field';
  if (measure.type === 'cardinality') {
    return { ...measure, field: aggregatable(measure.field, path, finder) };
  }
  const field = finder.catalog.get(measure.field);
  if (field && !isNumber(field)) {
    finder.problems.push({
      path,
      message: `the field ${measure.field} is mapped as ${field.types.join(' and ')}; ${measure.type} needs a number`,
      hint: 'Map it as a number, such as `double` or `long`, in the index template.',
    });
  } else if (!field) {
    finder.problems.push({ path, ...lacking(measure.field, finder.catalog) });
  }
  return measure;
}
