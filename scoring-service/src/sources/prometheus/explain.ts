import type { Dimension } from '@lapwing/engine';
import { ServerFault } from '../shared/server-fault.ts';
import type { ChangeQuestion, ChangeSlices, TimeRange } from '../source.ts';
import type { PrometheusClient } from './client.ts';
import { measuredOf, type Measured } from './measured-of.ts';
import { partsOf, type Average, type Parts } from './parts.ts';
import { removedLabels } from './removed-labels.ts';
import { readVector, type Row } from './vector.ts';

/** Labels that are looked at: two queries each. */
const LABELS_MOST = 12;
/** Points that a stretch is averaged over. */
const POINTS = 60;

const HOW: Readonly<Record<Measured['kind'], string | undefined>> = {
  sum: undefined,
  ratio: 'each value is measured by what it brings to the whole ratio',
  buckets: undefined,
  each: 'the parts do not add up to the whole: a share tells how far a value moved, measured by it',
};

/**
 * An aggregation's change, by each label that it takes away: the same expression split by one label more, over both stretches.
 * When time is up, what was found until then. Throws ServerFault.
 */
export async function explainExpression(
  client: PrometheusClient,
  expr: string,
  question: ChangeQuestion,
  signal: AbortSignal,
): Promise<ChangeSlices> {
  const { during, labels } = question;
  const ask = async (query: string, at: number): Promise<Row[]> =>
    readVector(await client.query('query', { query, time: String(at / 1000) }, signal));
  const measured = measuredOf(expr);
  if (measured === undefined) {
    // A wrong expression is refused, whatever it aggregates.
    await ask(expr, during.to - 1);
    const none = { total: { before: NaN, during: NaN }, dimensions: [] };
    return { ...none, notes: ['the expression aggregates nothing: each series is a signal of its own'] };
  }
  const average: Average = async (over, query, range) => {
    const rows = await ask(`${over}_over_time(${overStretch(query, range)})`, range.to - 1);
    return rows.filter(({ metric }) =>
      Object.entries(metric).every(([name, value]) => !(name in labels) || labels[name] === value),
    );
  };
  const parts = await partsOf(measured, question, average);
  const found = await removedLabels(measured.of, labels, question, ask);
  const looked = found.labels.slice(0, LABELS_MOST);
  const { dimensions, left } = await eachLabel(looked, parts, signal);
  const notes = [...found.notes, ...left, ...(parts.note === undefined ? [] : [parts.note])];
  const how = HOW[measured.kind];
  if (how !== undefined) notes.push(how);
  if (found.labels.length > LABELS_MOST) {
    const more = found.labels.slice(LABELS_MOST);
    notes.push(`${more.length} more labels were not looked at: ${more.join(', ')}`);
  }
  return { total: parts.total, dimensions, notes };
}

/** One label after the other, so that the server is never asked for two at once; `left` tells which were not looked at. */
async function eachLabel(
  labels: readonly string[],
  { split }: Parts,
  signal: AbortSignal,
): Promise<{ dimensions: Dimension[]; left: string[] }> {
  const dimensions: Dimension[] = [];
  const left: string[] = [];
  for (const [i, label] of labels.entries()) {
    try {
      dimensions.push({ label, slices: await split(label) });
    } catch (error) {
      if (signal.aborted && dimensions.length > 0) {
        left.push(`not looked at, for time was up: ${labels.slice(i).join(', ')}`);
        break;
      }
      signal.throwIfAborted();
      // One label may be too much, or no way to split by; the others still say something.
      if (!(error instanceof ServerFault)) throw error;
      left.push(`${label} was not looked at: ${reasonOf(error)}`);
    }
  }
  return { dimensions, left };
}

function reasonOf({ fault, message }: ServerFault): string {
  if (fault.kind !== 'answer') return message;
  const { body } = fault;
  const said = typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : message;
  return `the server said: ${said}`;
}

/** A range reaches back and holds its end, so it is asked a millisecond before the stretch's end, which is not part of it. */
function overStretch(query: string, { from, to }: TimeRange): string {
  const lengthMs = to - from;
  const stepMs = Math.max(1000, Math.ceil(lengthMs / POINTS / 1000) * 1000);
  return `(${query})[${lengthMs}ms:${stepMs}ms]`;
}
