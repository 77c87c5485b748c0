import type { Detector, Labels, TemplatesQuery } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import type { Explained } from './explain.ts';
import { aggregatableForm } from './field-catalog.ts';
import type { IndexLook } from './look.ts';
import { mustResolve, resolveQuery } from './resolve-query.ts';

/** What documents stand behind a signal of the detector. Throws LapwingError SOURCE_REFUSED_QUERY. */
export function explainedOf(detector: Detector, look: IndexLook, labels: Labels): Explained {
  const { query: asked } = detector;
  const { catalog, detected } = look;
  if (asked.type === 'templates') return ofTemplates(detector.id, asked, look, labels);
  if (asked.type !== 'opensearch') throw noTime(detector.id, asked.type);
  const query = mustResolve(detector, resolveQuery(asked, detector.labels, catalog, detected));
  return { query, catalog, message: sourceOf(detected.message) };
}

/** The lines of the service; of one template, those that have its words. */
function ofTemplates(
  id: string,
  asked: TemplatesQuery,
  { catalog, detected }: IndexLook,
  labels: Labels,
): Explained {
  const timeField = asked.time_field ?? detected.time;
  if (timeField === undefined) throw noTime(id, asked.index ?? '');
  const message = asked.message_field ?? detected.message;
  const service = asked.service_field ?? detected.service;
  const field = service === undefined ? undefined : aggregatableForm(catalog, service);
  const wanted = wordsOf(labels['template']);
  const isText = message !== undefined && (catalog.get(message)?.types.includes('text') ?? false);
  const ofTemplate =
    wanted !== '' && isText ? [{ match: { [message]: { query: wanted, operator: 'and' } } }] : [];
  const given =
    typeof asked.filter === 'string'
      ? [{ query_string: { query: asked.filter } }]
      : [asked.filter ?? []].flat();
  return {
    query: {
      index: asked.index ?? '',
      filter:
        ofTemplate.length + given.length === 0 ? undefined : { bool: { filter: [...given, ...ofTemplate] } },
      timeField,
      split: field === undefined ? [] : [{ field: field.name, label: 'service' }],
      measure: { type: 'count' },
    },
    catalog,
    message: sourceOf(message),
  };
}

/** The words of a template that stand by themselves, as a text field knows them. */
function wordsOf(template = ''): string {
  return template
    .split(/\s+/)
    .filter((word) => /^[\p{L}][\p{L}\d]*[:.,]?$/u.test(word))
    .join(' ');
}

/** Sub-fields for exact values are no part of a document. */
function sourceOf(field: string | undefined): string | undefined {
  return field?.replace(/\.(keyword|raw|not_analyzed)$/, '');
}

function noTime(id: string, what: string): LapwingError {
  return new LapwingError('SOURCE_REFUSED_QUERY', {
    message: `no time field was found in ${what}`,
    where: `detector ${id}: query.time_field`,
    hint: "Name it as query.time_field, or set the source's fields.time.",
  });
}
