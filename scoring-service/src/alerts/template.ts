import { z } from 'zod';

/** What a template can name. Closed: a slip of the pen is found at the start, not at the first alert. */
const PLACEHOLDERS = [
  'event',
  'channel',
  'incident.id',
  'incident.kind',
  'incident.title',
  'incident.status',
  'incident.severity',
  'incident.previous_severity',
  'incident.score',
  'incident.reason',
  'incident.suspect',
  'incident.service',
  'incident.services',
  'incident.anomalies',
  'incident.started_at',
  'incident.resolved_at',
  'incident.url',
] as const;
type Placeholder = (typeof PLACEHOLDERS)[number];
export type TemplateValues = Readonly<Record<Placeholder, string>>;

const SLOT = /\{\{([^{}]*)\}\}/g;
/** A title of a thousand services must not fill a message. */
const LONGEST_VALUE = 600;

function isPlaceholder(name: string): name is Placeholder {
  return PLACEHOLDERS.some((known) => known === name);
}

/** Names in `{{…}}` that nothing is known by, and braces without their other half. */
export function faultsOf(template: string): string[] {
  const names = [...template.matchAll(SLOT)].map(([, name]) => name.trim());
  const unknown = names.filter((name) => !isPlaceholder(name)).map((name) => `{{${name}}}`);
  const rest = template.replaceAll(SLOT, '');
  return [...new Set([...unknown, ...(/\{\{|\}\}/.test(rest) ? ['{{ without }}'] : [])])];
}

/** A template of the configuration. */
export const Template = z
  .string()
  .min(1)
  .superRefine((template, context) => {
    const faults = faultsOf(template);
    if (faults.length === 0) return;
    const message = `has the unknown placeholder ${faults.join(', ')}: must be one of ${PLACEHOLDERS.join(', ')}`;
    context.addIssue({ code: 'custom', message });
  });

/**
 * Fills a template in; each value is cut, then escaped for its channel. What stands in a value is never read as a
 * template. A line whose placeholders are all empty is left out.
 */
export function render(
  template: string,
  values: TemplateValues,
  escape: (value: string) => string = (value) => value,
): string {
  return template
    .split('\n')
    .filter((line) => {
      const names = [...line.matchAll(SLOT)].map(([, name]) => name.trim());
      return names.length === 0 || names.some((name) => isPlaceholder(name) && values[name] !== '');
    })
    .map((line) =>
      line.replaceAll(SLOT, (whole: string, name: string) => {
        const known = name.trim();
        return isPlaceholder(known) ? escape(cut(values[known], LONGEST_VALUE)) : whole;
      }),
    )
    .join('\n')
    .trim();
}

/** At most `most` characters, the last one told to be missing others. */
export function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
