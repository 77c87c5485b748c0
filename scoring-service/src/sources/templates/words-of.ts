import type { Labels } from '@lapwing/contract';
import type { TemplateNote, TemplateStore } from '../../stores/template-store.ts';
import { NEW_TEMPLATES, RARE_TEMPLATES } from './words.ts';

/** Templates named in a sentence; the rest are counted. */
const NAMED_MOST = 2;
const QUOTE_LONGEST = 200;

const KINDS: Readonly<Record<string, { kind: 'new' | 'rare'; says: string }>> = {
  [NEW_TEMPLATES]: { kind: 'new', says: 'Never logged before' },
  [RARE_TEMPLATES]: { kind: 'rare', says: 'Logged again after long' },
};

/** For a signal of new or rare templates, which ones came in the interval that starts at `time`, with a line of each. */
export function templateWords(
  store: TemplateStore,
  stream: string,
  labels: Labels,
  time: number,
): string | undefined {
  const { kind, says } = KINDS[labels['metric'] ?? ''] ?? {};
  const service = labels['service'];
  if (kind === undefined || service === undefined) return undefined;
  const notes = store.notes(stream, { service, kind, time });
  if (notes.length === 0) return undefined;
  const more = notes.length > NAMED_MOST ? '; and others' : '';
  return `${says}: ${notes.slice(0, NAMED_MOST).map(noteWords).join('; ')}${more}.`;
}

function noteWords({ level, template, example }: TemplateNote): string {
  const named = `${level.toUpperCase()} ${quoted(template)}`;
  return template === example ? named : `${named}, as in ${quoted(example)}`;
}

/** On one line, cut where it is long. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return JSON.stringify(line.length <= QUOTE_LONGEST ? line : `${line.slice(0, QUOTE_LONGEST - 1)}…`);
}
