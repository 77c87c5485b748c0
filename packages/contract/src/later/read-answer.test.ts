import { expect, test } from 'vitest';
import { z } from 'zod';
import { Alert, Anomaly } from '../anomaly.ts';
import { AnomalyDocument, IncidentDocument, ScoreDocument } from '../documents.ts';
import { ApiError } from '../errors.ts';
import { LiveEvent } from '../events.ts';
import { everyRoute } from '../routes/index.ts';
import { DetectorEntry } from '../routes/detectors.ts';
import { listSchema } from '../routes/query.ts';
import { readAnswer } from './read-answer.ts';
import { laterWord, wordShown } from './said.ts';
import { standInFor } from './stand-ins.ts';

const at = '2026-01-01T00:00:00.000Z';
const detector = {
  ...{ id: 'd', name: 'D', source: 's', kind: 'metric', query: { type: 'prometheus', expr: 'up' } },
  ...{ revision: 1, provisioned: false, created_at: at, changed_at: at },
};
const anomaly = {
  ...{ id: 'a', signal_id: 's', detector_id: 'd', source: 's', kind: 'metric', labels: {} },
  ...{ start: at, end: null, peak: at, severity: 'HIGH', score: 75, p_value: 1e-7, actual: 9, expected: 1 },
  ...{
    lower: 0,
    upper: 2,
    feature: 'level',
    model: 'forest',
    reason: 'r',
    alert: 'raised',
    alert_reason: '',
  },
  trace: [{ rule: 'window', effect: 'e', detail: 'd' }],
};
const List = listSchema(DetectorEntry);

test('fields of a later service are left out, wherever they stand; the answer itself is let be', () => {
  const later = { ...detector, mood: 'calm', query: { ...detector.query, step: '1m' } };
  const read = readAnswer(List, { items: [later], total: 1 });
  expect(read?.data).toEqual(List.parse({ items: [detector], total: 1 }));
  expect(read?.later).toEqual([]);
  expect(later.query.step).toBe('1m');
});

test('a detector of a later kind is listed, its query watching nothing, with the word it was', () => {
  const flow = { ...detector, id: 'f', kind: 'profile', query: { type: 'flow', of: ['x'] }, extra: 1 };
  const read = readAnswer(List, { items: [detector, flow], total: 2 });
  expect(read?.data.items.map(({ id, query }) => [id, query.type])).toEqual([
    ['d', 'prometheus'],
    ['f', 'ingest'],
  ]);
  const [known, later] = read?.data.items ?? [];
  expect(known && wordShown(known.query, 'type')).toBe('prometheus');
  expect(later && wordShown(later.query, 'type')).toBe('flow (unknown to this version)');
  expect(later && laterWord(later, 'kind')).toBe('profile');
  expect(read?.later.map(({ field, word }) => [field, word])).toEqual([
    ['kind', 'profile'],
    ['type', 'flow'],
  ]);
});

test('half of a query is none: a measure that is not known makes its whole query unknown', () => {
  const query = { type: 'opensearch', index: 'logs', measure: { type: 'median', field: 'ms' } };
  const read = readAnswer(List, { items: [{ ...detector, query }], total: 1 });
  expect(read?.data.items[0]?.query).toEqual({ type: 'ingest', match: {} });
});

test('what stands for a word is what the fields beside it tell', () => {
  const read = readAnswer(Anomaly, {
    ...{ ...anomaly, severity: 'EXTREME', feature: 'shape', kind: 'profile' },
    trace: [{ rule: 'tide', effect: 'e', detail: 'd' }, ...anomaly.trace],
  });
  expect(read?.data).toMatchObject({ severity: 'CRITICAL', feature: 'level', trace: anomaly.trace });
  expect(read?.later).toContainEqual({ field: 'rule', word: 'tide', leftOut: true });
  const alert = {
    id: 'x',
    severity: 'LOW',
    title: 't',
    reason: 'r',
    started_at: at,
    incident_id: null,
    anomaly,
  };
  const status = (resolved: string | null): string | undefined =>
    readAnswer(Alert, { ...alert, status: 'snoozed', resolved_at: resolved })?.data.status;
  expect([status(null), status(at)]).toEqual(['active', 'resolved']);
});

test('what else is wrong is told as nothing, with words of a later service or without', () => {
  expect(readAnswer(Anomaly, { ...anomaly, severity: 'EXTREME', score: 'high' })).toBeUndefined();
  expect(readAnswer(Anomaly, { ...anomaly, severity: 4 })).toBeUndefined();
  expect(readAnswer(List, { items: [{}] })).toBeUndefined();
  expect(readAnswer(z.object({ by: z.literal('us') }), { by: 'them' })).toBeUndefined();
});

/** These answer with the word that they were sent. */
const ECHOES: readonly string[] = ['judgeAnomaly', 'reportMissed', 'registerApi'];
const ANSWERS: [string, z.ZodType][] = [
  ...everyRoute().flatMap(([name, { answer }]): [string, z.ZodType][] =>
    answer instanceof z.ZodType && !ECHOES.includes(name) ? [[name, answer]] : [],
  ),
  ['an event', LiveEvent],
  ['an error', ApiError],
  ['a score’s document', ScoreDocument],
  ['an anomaly’s document', AnomalyDocument],
  ['an incident’s document', IncidentDocument],
];

test.each(ANSWERS)('%s: no list of words is closed to a reader', (_name, schema) => {
  const closed = wordsIn(schema).filter(
    ({ words, inList }) => !inList && standInFor(words, {}) === undefined,
  );
  expect(closed).toEqual([]);
});

interface Words {
  where: string;
  words: readonly unknown[];
  /** What bears such a word can be left out. */
  inList: boolean;
}

/** Every list of words in an answer, but those of queries, which are understood whole or not at all. */
function wordsIn(schema: unknown, where = '', inList = false): Words[] {
  if (schema instanceof z.ZodEnum) return [{ where, words: schema.options, inList }];
  if (schema instanceof z.ZodArray) return wordsIn(schema.element, `${where}[]`, true);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((one) => wordsIn(one, where, inList));
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, inner]) =>
      key === 'query' ? [] : wordsIn(inner, `${where}.${key}`, inList),
    );
  }
  const { def } = schema as { def: { innerType?: unknown; valueType?: unknown; in?: unknown } };
  return [def.innerType, def.valueType, def.in].flatMap((inner) =>
    inner === undefined ? [] : wordsIn(inner, where, inList),
  );
}
