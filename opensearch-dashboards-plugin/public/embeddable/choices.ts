import { signalTitle } from '@lapwing/visuals';
import type { Lapwing } from '../service/ask.ts';

export interface Choice {
  id: string;
  name: string;
}

/** As many as a person looks through before typing another letter. */
const MOST = 50;

export async function signalChoices(lapwing: Lapwing, text: string, signal: AbortSignal): Promise<Choice[]> {
  const { items } = await lapwing.ask('listSignals', { query: { text, limit: MOST } }, signal);
  return items.map(({ id, labels }) => ({ id, name: signalTitle(labels, `signal ${id}`) }));
}

export async function detectorChoices(
  lapwing: Lapwing,
  text: string,
  signal: AbortSignal,
): Promise<Choice[]> {
  const { items } = await lapwing.ask('listDetectors', {}, signal);
  return named(items, text);
}

export async function incidentChoices(
  lapwing: Lapwing,
  text: string,
  signal: AbortSignal,
): Promise<Choice[]> {
  const { items } = await lapwing.ask('listIncidents', { query: { limit: MOST } }, signal);
  return named(
    items.map(({ id, title }) => ({ id, name: title })),
    text,
  );
}

function named(items: readonly Choice[], text: string): Choice[] {
  const wanted = text.toLowerCase();
  return items
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .map(({ id, name }) => ({ id, name }));
}
