import { signalTitle } from '@lapwing/visuals';
import type { Choice } from '../frames/values-frame.ts';
import type { LapwingQuery } from '../query.ts';
import { findSignals } from './find.ts';
import type { RunRequest } from './run.ts';

const MOST_SIGNALS = 5000;
const MOST_INCIDENTS = 200;
const SERVICE = 'service';

/** What a dashboard variable chooses from, in order. */
export async function valuesFor(
  query: LapwingQuery,
  { client, span }: Pick<RunRequest, 'client' | 'span'>,
  signal?: AbortSignal,
): Promise<Choice[]> {
  switch (query.valuesOf ?? 'services') {
    case 'detectors':
      return (await client.detectors(signal)).map(({ id, name }) => ({ text: name, value: id }));
    case 'incidents': {
      const { items } = await client.incidents({ span, limit: MOST_INCIDENTS }, signal);
      return items.map(({ id, title }) => ({ text: title, value: id }));
    }
    case 'signals': {
      const { items } = await findSignals(client, query, MOST_SIGNALS, signal);
      return items.map(({ id, labels }) => ({ text: signalTitle(labels, `signal ${id}`), value: id }));
    }
    case 'label_names': {
      const { items } = await findSignals(client, query, MOST_SIGNALS, signal);
      return plain(items.flatMap(({ labels }) => Object.keys(labels)));
    }
    case 'services':
      return await labelValues(SERVICE);
    case 'label_values':
      return query.label ? await labelValues(query.label) : [];
  }

  async function labelValues(label: string): Promise<Choice[]> {
    const { items } = await findSignals(client, query, MOST_SIGNALS, signal);
    return plain(items.flatMap(({ labels }) => labels[label] ?? []));
  }
}

function plain(values: readonly string[]): Choice[] {
  return [...new Set(values)].sort().map((value) => ({ text: value, value }));
}
