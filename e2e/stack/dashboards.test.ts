import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  ANOMALY_PROPERTIES,
  INCIDENT_PROPERTIES,
  SCORE_PROPERTIES,
} from '../../scoring-service/src/writer/templates.ts';
import { dataOf, textOf } from './files.ts';

// OpenSearch Dashboards is not run here: the shape of what it exports, and that everything named is there.

const SavedObject = z.strictObject({
  type: z.enum(['index-pattern', 'visualization', 'dashboard']),
  id: z.string(),
  attributes: z.looseObject({
    title: z.string(),
    visState: z.string().optional(),
    panelsJSON: z.string().optional(),
    kibanaSavedObjectMeta: z.strictObject({ searchSourceJSON: z.string() }).optional(),
  }),
  references: z.array(z.strictObject({ name: z.string(), type: z.string(), id: z.string() })),
});
const VisState = z.looseObject({
  title: z.string(),
  type: z.enum(['line', 'histogram', 'table']),
  aggs: z.array(z.looseObject({ id: z.string(), params: z.looseObject({ field: z.string().optional() }) })),
});
const Panels = z.array(z.looseObject({ panelIndex: z.string(), panelRefName: z.string() }));

const objects = textOf('provisioning/opensearch-dashboards/saved-objects.ndjson')
  .trimEnd()
  .split('\n')
  .map((line) => SavedObject.parse(JSON.parse(line)));

const FIELDS: Readonly<Record<string, object>> = {
  'lapwing-scores': SCORE_PROPERTIES,
  'lapwing-anomalies': ANOMALY_PROPERTIES,
  'lapwing-incidents': INCIDENT_PROPERTIES,
};

test('every reference leads somewhere, and ids are unique', () => {
  const ids = objects.map(({ type, id }) => `${type} ${id}`);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { references } of objects) {
    for (const { type, id } of references) expect(ids).toContain(`${type} ${id}`);
  }
  expect(objects.filter(({ type }) => type === 'dashboard')).toHaveLength(1);
});

test('visualisations use fields that the documents have', () => {
  const logs = dataOf('provisioning/opensearch/index-templates/ss4o-logs.json');
  for (const { type, attributes, references } of objects) {
    if (type !== 'visualization') continue;
    const state = VisState.parse(JSON.parse(attributes.visState ?? ''));
    const source = JSON.parse(attributes.kibanaSavedObjectMeta?.searchSourceJSON ?? '') as object;
    expect(source).toHaveProperty('indexRefName', references[0].name);
    for (const { params } of state.aggs) {
      if (params.field === undefined) continue;
      const properties = FIELDS[references[0].id];
      if (properties !== undefined) expect(Object.keys(properties)).toContain(params.field);
      else expect(logs).toHaveProperty(mappingPath(params.field));
    }
  }
});

test('the dashboard shows each visualisation', () => {
  const dashboard = objects.find(({ type }) => type === 'dashboard');
  const panels = Panels.parse(JSON.parse(dashboard?.attributes.panelsJSON ?? ''));
  expect(panels.map(({ panelRefName }) => panelRefName)).toEqual(
    dashboard?.references.map(({ name }) => name),
  );
  expect(panels).toHaveLength(objects.filter(({ type }) => type === 'visualization').length);
});

function mappingPath(field: string): string[] {
  return ['template', 'mappings', ...field.split('.').flatMap((part) => ['properties', part])];
}
